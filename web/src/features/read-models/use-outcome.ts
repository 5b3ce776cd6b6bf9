import { useNotices } from '../../ui/notice.tsx';

/** Closes a question once its answer was carried out or refused, and says which. */
export const useOutcome = (onClose: () => void) => {
  const { done, failed } = useNotices();
  return (text: string) => ({
    onSuccess: () => {
      done(text);
      onClose();
    },
    onError: (error: unknown) => {
      failed(error);
      onClose();
    },
  });
};
