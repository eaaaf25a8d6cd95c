// Two lint rules of the house: how files are named, and which words say nothing.
import { basename } from 'node:path';
import type { Rule } from 'eslint';
import type { Identifier, Node } from 'estree';

const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|bench|config|d))?\.(ts|tsx|js|cjs)$/;
// Alertmanager is the name of a product.
const emptyInName = /((?<!alert)manager|helper|util|processor|misc)/i;
const emptyAsWord = /^(data|item|common)$/i;

/** The word of a name that says nothing, or null. Anywhere in a name: manager, helper, util; as the whole: data, item. */
function emptyWord(name: string): string | null {
  return emptyInName.exec(name)?.[1] ?? emptyAsWord.exec(name)?.[1] ?? null;
}

export const fileName: Rule.RuleModule = {
  meta: { type: 'suggestion', schema: [], messages: { badFileName: '{{why}}' } },
  create(context) {
    const name = basename(context.filename);
    const stem = name.split('.')[0] ?? '';
    const why = fileNameFault(name, stem);
    if (why === null) return {};
    return { Program: (node) => context.report({ node, messageId: 'badFileName', data: { why } }) };
  },
};

function fileNameFault(name: string, stem: string): string | null {
  if (!kebabCase.test(name)) return `File names are kebab-case: ${name}.`;
  if (stem === 'index') return 'No index files: imports name the file that they mean.';
  const word = stem
    .split('-')
    .map(emptyWord)
    .find((found) => found !== null);
  return word === undefined ? null : `"${word}" says nothing: name the file after its main export.`;
}

export const tellingName: Rule.RuleModule = {
  meta: { type: 'suggestion', schema: [], messages: { emptyName: '"{{word}}" says nothing: name the thing.' } },
  create(context) {
    const look = (node: Node | null | undefined): void => {
      if (node?.type !== 'Identifier') return;
      const word = emptyWord(node.name);
      if (word !== null) context.report({ node, messageId: 'emptyName', data: { word } });
    };
    const lookAtId = (node: { id?: Node | null }): void => look(node.id);
    return {
      VariableDeclarator: lookAtId,
      FunctionDeclaration: lookAtId,
      ClassDeclaration: lookAtId,
      TSInterfaceDeclaration: lookAtId,
      TSTypeAliasDeclaration: lookAtId,
      ':function > Identifier.params': (node: Identifier & Rule.NodeParentExtension) => look(node),
    };
  },
};
