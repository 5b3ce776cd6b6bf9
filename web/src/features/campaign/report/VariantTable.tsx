import type { Effect, Lift } from '@crm/contracts';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { figures } from '../../../ui/figures-table.ts';
import { formatChange, formatNumber, formatProbability, formatShare } from '../../../ui/format.ts';
import { rateWords, shareWords } from './words.ts';

interface Props {
  readonly variants: readonly Effect[];
  readonly lifts: readonly Lift[];
}

/** The variants side by side: every rate, and how each converts against the first. */
export const VariantTable = ({ variants, lifts }: Props) => {
  const [base] = variants;
  if (base === undefined) return null;
  const liftOf = (variant: string | null) => lifts.find((lift) => lift.variant === variant);
  return (
    <>
      <TableContainer>
        <Table size="small" aria-label="Variants side by side" sx={figures}>
          <TableHead>
            <TableRow>
              <TableCell>Rate</TableCell>
              {variants.map(({ variant }) => (
                <TableCell key={variant} align="right">
                  {variant}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {base.rates.map(({ name }) => (
              <TableRow key={name}>
                <TableCell component="th" scope="row">
                  {rateWords[name].name}
                </TableCell>
                {variants.map(({ variant, rates }) => {
                  const rate = rates.find((each) => each.name === name);
                  return (
                    <TableCell key={variant} align="right" title={rate && shareWords(rate)}>
                      {formatShare(rate?.value ?? null)}
                    </TableCell>
                  );
                })}
              </TableRow>
            ))}
            <LiftLine
              label="Lift"
              variants={variants}
              say={(variant) => formatChange(liftOf(variant)?.lift ?? null)}
            />
            <LiftLine
              label="p"
              variants={variants}
              say={(variant) => formatProbability(liftOf(variant)?.p ?? null)}
            />
            <LiftLine
              label="n"
              variants={variants}
              say={(variant) => formatNumber(liftOf(variant)?.n ?? lifts[0]?.baseN ?? 0)}
            />
          </TableBody>
        </Table>
      </TableContainer>
      <Typography variant="caption" component="p" color="textSecondary" sx={{ mt: 2, maxWidth: 640 }}>
        Lift is the conversion rate against that of {base.variant}. p is how likely a difference of this size
        is by chance alone (two-sided z-test of two proportions); n is how many were delivered.
      </Typography>
    </>
  );
};

interface LineProps {
  readonly label: string;
  readonly variants: readonly Effect[];
  readonly say: (variant: string | null) => string;
}

const LiftLine = ({ label, variants, say }: LineProps) => (
  <TableRow>
    <TableCell component="th" scope="row">
      {label}
    </TableCell>
    {variants.map(({ variant }) => (
      <TableCell key={variant} align="right">
        {say(variant)}
      </TableCell>
    ))}
  </TableRow>
);
