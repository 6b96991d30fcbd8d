//! Paths through a dependency tree.

use super::super::grammar::{Pair, Rule, place};
use super::super::mistake;
use super::super::{LabelTest, TreePath, TreePathKind};
use super::literal::{case_word, quantity, regex_source};
use super::node::part;
use super::{Built, first, parts};

/// A whole path.
pub(in crate::pattern) fn tree_path(pair: Pair) -> Built<TreePath> {
    alternation(first(pair))
}

fn alternation(pair: Pair) -> Built<TreePath> {
    let place = place(&pair);
    let alternatives = parts(pair).map(sequence).collect::<Built<Vec<_>>>()?;
    Ok(TreePath::alternation(alternatives, place))
}

fn sequence(pair: Pair) -> Built<TreePath> {
    let place = place(&pair);
    let items = parts(pair).map(item).collect::<Built<Vec<_>>>()?;
    Ok(TreePath::sequence(items, place))
}

fn item(pair: Pair) -> Built<TreePath> {
    let whole = place(&pair);
    let mut inner = pair.into_inner();
    let step = step(inner.next().expect("an item has a step"))?;
    let Some(quantifier) = inner.next() else { return Ok(step) };
    let quantity = quantity(quantifier)?;
    if matches!(step.kind, TreePathKind::Stand(_)) {
        return Err(mistake::unexpected(
            quantity.place,
            "what stands at one word cannot be repeated: only an edge or a group can",
            "put the repetition behind the edge, as in `>conj* @Party`",
        ));
    }
    if !quantity.greedy {
        return Err(mistake::unexpected(
            quantity.place,
            "a path finds every word it leads to, so it cannot be lazy",
            "leave the last `?` out; `take = \"first\"` keeps the nearest",
        ));
    }
    let kind = TreePathKind::Repeat { inner: Box::new(step), min: quantity.min, max: quantity.max };
    Ok(TreePath { kind, place: whole })
}

fn step(pair: Pair) -> Built<TreePath> {
    let place = place(&pair);
    let kind = match pair.as_rule() {
        Rule::edge => edge(pair)?,
        Rule::path_group => {
            let inner = alternation(parts(pair).next().expect("the grammar has no empty brackets"))?;
            return Ok(TreePath { place, ..inner });
        }
        _ => TreePathKind::Stand(part(pair)?),
    };
    Ok(TreePath { kind, place })
}

fn edge(pair: Pair) -> Built<TreePathKind> {
    let mut inner = pair.into_inner();
    let up = inner.next().expect("an edge has a direction").as_rule() == Rule::up;
    let label = label(inner.next().expect("the grammar wants a label after `>` or `<`"))?;
    let case = inner.next().map_or_else(|| Ok(Vec::new()), |words| parts(words).map(case_word).collect())?;
    Ok(TreePathKind::Edge { up, label, case })
}

fn label(pair: Pair) -> Built<LabelTest> {
    if pair.as_rule() == Rule::label {
        return Ok(LabelTest::Exact(pair.as_str().to_owned()));
    }
    let (source, ignore_case) = regex_source(pair)?;
    Ok(LabelTest::Regex { source, ignore_case })
}
