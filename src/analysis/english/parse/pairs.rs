//! Brackets and quotation marks in pairs: both hang on the head of what they enclose.
//!
//! Which word that is follows from the rest of the tree, while the parser meets
//! the opening mark long before it knows; so they are moved when all else is done.

use super::state::{Node, Place};

/// What a form is to a pair.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// It opens a pair that the form given closes.
    Opens(&'static str),
    Closes,
    /// It opens a pair and closes it: a straight mark.
    Either,
}

fn mark(form: &str) -> Option<Mark> {
    Some(match form {
        "(" => Mark::Opens(")"),
        "[" => Mark::Opens("]"),
        "{" => Mark::Opens("}"),
        "“" => Mark::Opens("”"),
        "‘" => Mark::Opens("’"),
        "``" => Mark::Opens("''"),
        "«" => Mark::Opens("»"),
        ")" | "]" | "}" | "”" | "’" | "''" | "»" => Mark::Closes,
        "\"" | "'" => Mark::Either,
        _ => return None,
    })
}

/// Moves the marks of each pair. An apostrophe, say, is no mark where it is not
/// punctuation. `open` is scratch.
pub(super) fn attach(
    forms: &[&str],
    is_punctuation: impl Fn(Place) -> bool,
    nodes: &mut [Node],
    open: &mut Vec<Place>,
) {
    open.clear();
    for (place, form) in forms.iter().enumerate() {
        let Some(mark) = mark(form).filter(|_| is_punctuation(place)) else { continue };
        match open.iter().rposition(|&opening| closes(form, forms[opening])) {
            Some(pair) => {
                attach_pair(open[pair], place, &is_punctuation, nodes);
                open.truncate(pair);
            }
            None if mark != Mark::Closes => open.push(place),
            None => {}
        }
    }
}

fn closes(form: &str, opening: &str) -> bool {
    match mark(opening) {
        Some(Mark::Opens(closing)) => closing == form,
        Some(Mark::Either) => opening == form,
        _ => false,
    }
}

/// A mark that has dependents stays, so that no circle can come of it.
fn attach_pair(opening: Place, closing: Place, is_punctuation: impl Fn(Place) -> bool, nodes: &mut [Node]) {
    let is_outside = |head: Option<Place>| head.is_none_or(|head| head <= opening || head >= closing);
    let is_top = |place: &Place| !is_punctuation(*place) && is_outside(nodes[*place].head);
    let Some(top) = (opening + 1..closing).find(is_top) else { return };
    for mark in [opening, closing] {
        if nodes[mark].has_no_dependents() {
            nodes[mark].head = Some(top);
        }
    }
}
