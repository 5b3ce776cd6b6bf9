const firstNames =
  'Ada Adam Agnes Albert Alice Alma Amelia Anton Arthur Astrid August Beatriz Bruno Camila Carl Cecilia Clara Conrad Daniel Diana Dora Edgar Elena Elias Elsa Emil Emma Erik Esther Eva Felix Fiona Frida Gabriel Georg Greta Gustav Hannah Hector Helena Henry Hugo Ida Ines Irene Isaac Iris Ivan Jakob Jana Joana Johan Jonas Julia Karin Kaspar Klara Laura Leo Leonor Lina Livia Lorenz Lucas Lucia Luisa Magda Manuel Maria Marta Martin Matilda Max Mira Moritz Nadia Nora Oliver Olga Oscar Otto Paula Pedro Petra Philip Raquel Robert Rosa Rui Samuel Sara Simon Sofia Stefan Teresa Thomas Tiago Tilda Ulla Vera Victor Viola Walter Wanda Xenia Yara Yuri Zoe'.split(
    ' ',
  );
const lastNames =
  'Abreu Adler Almeida Alves Amaral Andersson Araujo Arnold Azevedo Bach Barbosa Barros Baum Becker Berg Bergman Bianchi Blum Borges Brandt Braun Brito Bruun Cabral Caldas Campos Cardoso Carlsen Carvalho Castro Coelho Correia Costa Cruz Cunha Dahl Dias Dietrich Domingues Duarte Eriksen Esteves Falk Faria Fernandes Ferreira Fischer Fonseca Frank Freitas Friis Garcia Gomes Graf Guerra Haas Hahn Hansen Hartmann Heinz Henriques Hoffmann Holm Horn Huber Jansen Jensen Jorge Kaiser Keller Klein Koch Kramer Krause Lang Larsen Leal Lehmann Leite Lima Lindberg Lobo Lopes Lorenz Lourenco Ludwig Lund Macedo Machado Maia Marques Martins Matos Mayer Medeiros Meier Melo Mendes Meyer Miranda Monteiro Morais Moreira Mota Moura Neto Neumann Neves Nielsen Nogueira Novak Nunes Oliveira Olsen Pacheco Paiva Pereira Peters Petersen Pinheiro Pinho Pinto Pires Pohl Ramos Rasmussen Reis Ribeiro Richter Rocha Rodrigues Roth Sa Salgado Sampaio Santos Schmidt Schneider Schubert Schulz Seidel Serra Silva Simon Soares Sommer Sousa Stein Svensson Tavares Teixeira Torres Valente Vargas Vaz Vieira Vogel Wagner Weber Weiss Winter Wolf Ziegler Zimmermann'.split(
    ' ',
  );

/**
 * A name for an anonymous person: always the same one for a row, made up from common first and family names. Nobody in
 * the file is called so.
 */
export const derivedName = (row: number): { readonly firstName: string; readonly lastName: string } => {
  // Multiplication by a large odd number scatters neighbouring rows over all combinations (Knuth's hash).
  const scattered = Math.imul(row, 2_654_435_761) >>> 0;
  return {
    firstName: firstNames[scattered % firstNames.length] ?? '',
    lastName: lastNames[Math.floor(scattered / firstNames.length) % lastNames.length] ?? '',
  };
};
