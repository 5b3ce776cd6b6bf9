// Runs before the first paint, so that a dark screen never flashes white. The key is MUI's.
{
  const mode = localStorage.getItem('mui-mode') ?? 'system';
  const dark = mode === 'dark' || (mode === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.colorScheme = dark ? 'dark' : 'light';
  document.documentElement.style.backgroundColor = dark ? '#131417' : '#ffffff';
}
