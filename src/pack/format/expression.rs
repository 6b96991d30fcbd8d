//! Patterns, ways through a tree and conditions in canonical form, with the
//! line breaks that their author gave them.

use super::layout::lay_out;
use crate::pattern;

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Pattern,
    TreePath,
    Where,
}

/// The canonical text of an expression, in lines of so many columns; none where it stays as it is, because
/// it holds a comment or a mistake.
pub(super) fn canonical(kind: Kind, text: &str, width: usize) -> Option<String> {
    match kind {
        Kind::Pattern => pattern(text, width),
        Kind::TreePath => pattern::parse_tree_path(text).ok().map(|path| path.to_string()),
        Kind::Where => pattern::parse_where(text).ok().map(|clause| clause.to_string()),
    }
}

fn pattern(text: &str, width: usize) -> Option<String> {
    // A comment is no part of the tree. A regex may hold two slashes too, and then stays as well.
    if text.contains("//") {
        return None;
    }
    let tree = pattern::parse(text).ok()?;
    let canonical = lay_out(&tree, text, width);
    // The proof that nothing has changed.
    (pattern::parse(&canonical).ok()? == tree).then_some(canonical)
}
