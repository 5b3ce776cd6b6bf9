import { ownUserCommands } from '@crm/contracts';
import { useMutation } from '@tanstack/react-query';
import type { z } from 'zod';
import type { ProblemError } from './problem.ts';
import { request } from './request.ts';

const { method, path, body: Body } = ownUserCommands.ChangeOwnPassword;

/** Changes the signed-in user's own password; it is a credential, so there is no record that it would answer with. */
export const useChangePassword = (onSuccess: () => void) =>
  useMutation<void, ProblemError, z.input<typeof Body>>({
    mutationFn: async (body) => {
      await request(`/api${path}`, { method, body });
    },
    onSuccess,
  });
