//! The names that patterns write after `@`: each must be known, and used for
//! what it is.

use std::collections::BTreeSet;

use crate::diagnostic::{self, Diagnostic};
use crate::pattern::{Node, NodeKind, Usage};

use super::names::Namespace;
use super::place::Text;
use super::rule_set::Reference;

/// Checks the names of one pattern, and notes what it uses.
pub(crate) fn check(
    text: &Text,
    tree: &Node,
    space: &Namespace,
    used: &mut BTreeSet<Reference>,
    faults: &mut Vec<Diagnostic>,
) {
    for mention in tree.mentions() {
        let name = &mention.name.text;
        let label = text.label_at(mention.name.place, "");
        let found = space.get(name);
        used.extend(found);
        match (mention.usage, found) {
            (Usage::Values, Some(Reference::List(_))) => {}
            (Usage::Values, _) => {
                faults.push(diagnostic::unknown_list(
                    label,
                    name,
                    space.nearest_list(name),
                    found.map(Reference::what),
                ));
            }
            (_, None) => faults.push(diagnostic::unknown_name(label, name, space.nearest(name))),
            (Usage::Inside, Some(Reference::Pattern(_))) => {
                faults.push(diagnostic::pattern_in_condition(label, name));
            }
            (Usage::Inside | Usage::Step, Some(_)) => {}
        }
    }
    tree.walk(&mut |node| {
        if let NodeKind::Mention { name, condition: Some(condition) } = &node.kind
            && let Some(Reference::Pattern(_)) = space.get(&name.text)
        {
            faults.push(diagnostic::condition_on_pattern(text.label_at(condition.place, ""), &name.text));
        }
    });
}
