//! The type of a role.

use super::super::RoleType;
use super::super::grammar::{Pair, Rule, place};
use super::super::mistake;
use super::literal::quantity;
use super::{Built, name, parts};

/// `Party{2,}`, `(Org|Country)?`.
pub(in crate::pattern) fn role_type(pair: Pair) -> Built<RoleType> {
    let whole = place(&pair);
    let mut inner = parts(pair);
    let names = inner.next().expect("a role type has a name");
    let grouped = names.as_rule() == Rule::role_group;
    let names = if grouped { parts(names).next().expect("the grammar has no empty group") } else { names };
    let listed = names.as_str().trim().to_owned();
    let types: Vec<_> = parts(names).map(|pair| name(&pair)).collect();
    let Some(quantifier) = inner.next() else {
        return Ok(RoleType { types, min: 1, max: Some(1), place: whole });
    };
    let written = quantifier.as_str().to_owned();
    let quantity = quantity(quantifier)?;
    if types.len() > 1 && !grouped {
        return Err(mistake::unexpected(
            quantity.place,
            format!("it is unclear what `{written}` counts: the last type, or any of them"),
            format!("put the types in brackets: `({listed}){written}`"),
        ));
    }
    if !quantity.greedy {
        return Err(mistake::unexpected(
            quantity.place,
            "a role is not matched, so it cannot be lazy",
            "leave the last `?` out",
        ));
    }
    Ok(RoleType { types, min: quantity.min, max: quantity.max, place: whole })
}
