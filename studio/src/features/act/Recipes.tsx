import { Button } from 'react-aria-components';
import { useWords } from '../../language/language';
import { Icon } from '../../ui/Icon';
import { actWords } from './messages';
import { fromRecipe, recipeIcon, recipesFor } from './recipes';
import type { Rule } from './rule';

interface Props {
  kind: string;
  labels: string[];
  onChoose: (rule: Rule) => void;
}

/** Three rules to begin with, the one that fits first. */
export function Recipes({ kind, labels, onChoose }: Props) {
  const say = useWords(actWords);
  return (
    <div className="act-begin">
      <p>{say.begin}</p>
      <ul className="recipes">
        {recipesFor(kind).map((recipe) => (
          <li key={recipe}>
            <Button className="recipe" onPress={() => onChoose(fromRecipe(recipe, labels, say.sentenceText))}>
              <Icon name={recipeIcon(recipe)} />
              <strong>{say[recipe]}</strong>
              <span>{say[`${recipe}About`]}</span>
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
