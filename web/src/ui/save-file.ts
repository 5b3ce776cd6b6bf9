/** Hands a text to the browser, which saves it as it saves what is downloaded. */
export const saveFile = (name: string, text: string, type: 'text/csv' | 'application/json'): void => {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address));
};
