import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { fieldError, type ProblemError, problemText } from '../../api/problem.ts';
import { signIn, useSession } from '../../api/session.ts';
import { Mark } from '../../ui/Mark.tsx';
import { PasswordField } from '../../ui/PasswordField.tsx';
import { returnAddress } from './return-address.ts';

/** Signs in. A password that was given for one sign-in is replaced here, before the first page opens. */
const SignInPage = () => {
  const session = useSession();
  const [params] = useSearchParams();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const [mustChange, setMustChange] = useState(false);
  useEffect(() => {
    document.title = 'Sign in · CRM';
  }, []);

  const attempt = useMutation<void, ProblemError>({
    mutationFn: () => signIn({ email, password, ...(mustChange && { newPassword }) }),
    onError: ({ code }) => setMustChange(mustChange || code === 'password-must-change'),
  });
  if (session.status === 'signed-in') return <Navigate replace to={returnAddress(params.get('to'))} />;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate();
  };
  const wrong = attempt.error?.code === 'credentials-invalid' ? problemText(attempt.error) : undefined;
  const elsewhere =
    attempt.error !== null &&
    wrong === undefined &&
    attempt.error.code !== 'password-must-change' &&
    attempt.error.fields.length === 0;

  return (
    <Box
      component="main"
      sx={{ display: 'grid', placeItems: 'center', minHeight: '100dvh', p: 5, bgcolor: 'surface.side' }}
    >
      <Box sx={{ width: '100%', maxWidth: 368 }}>
        <Box sx={{ display: 'grid', justifyItems: 'center', gap: 3, mb: 6, textAlign: 'center' }}>
          <Mark size={40} />
          <Box>
            <Typography variant="h1">{mustChange ? 'Choose your password' : 'Sign in'}</Typography>
            <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>
              {mustChange
                ? 'The one you have was given to you for one sign-in.'
                : 'Customers, and everything that ever happened.'}
            </Typography>
          </Box>
        </Box>
        <Box
          component="form"
          noValidate
          onSubmit={submit}
          sx={{
            display: 'grid',
            gap: 4,
            p: 6,
            border: 1,
            borderColor: 'divider',
            borderRadius: '12px',
            bgcolor: 'background.paper',
          }}
        >
          {elsewhere ? <Alert severity="error">{problemText(attempt.error)}</Alert> : null}
          {mustChange ? (
            <PasswordField
              key="new"
              label="New password"
              autoComplete="new-password"
              autoFocus
              value={newPassword}
              onValue={setNewPassword}
              error={fieldError(attempt.error, 'newPassword') ?? wrong}
              hint="At least 12 characters. A few unrelated words are good."
            />
          ) : (
            <>
              <TextField
                label="E-mail"
                type="email"
                value={email}
                autoFocus
                error={fieldError(attempt.error, 'email') !== undefined}
                helperText={fieldError(attempt.error, 'email')}
                onChange={({ target }) => setEmail(target.value)}
                slotProps={{ htmlInput: { autoComplete: 'username', maxLength: 254 } }}
              />
              <PasswordField
                key="current"
                label="Password"
                autoComplete="current-password"
                value={password}
                onValue={setPassword}
                error={fieldError(attempt.error, 'password') ?? wrong}
              />
            </>
          )}
          <Button
            type="submit"
            variant="contained"
            color="primary"
            disabled={attempt.isPending}
            sx={{ minHeight: 36 }}
          >
            {mustChange ? 'Save and sign in' : 'Sign in'}
          </Button>
        </Box>
      </Box>
    </Box>
  );
};

export default SignInPage;
