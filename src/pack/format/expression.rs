//! Patterns, ways through a tree and conditions in canonical form, with the
//! line breaks that their author gave them.

use super::WIDTH;
use crate::pattern::{self, Node, NodeKind};

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Pattern,
    TreePath,
    Where,
}

/// The canonical text of an expression; none where it stays as it is, because
/// it holds a comment or a mistake.
pub(super) fn canonical(kind: Kind, text: &str) -> Option<String> {
    match kind {
        Kind::Pattern => pattern(text),
        Kind::TreePath => pattern::parse_tree_path(text).ok().map(|path| path.to_string()),
        Kind::Where => pattern::parse_where(text).ok().map(|clause| clause.to_string()),
    }
}

fn pattern(text: &str) -> Option<String> {
    // A comment is no part of the tree. A regex may hold two slashes too, and then stays as well.
    if text.contains("//") {
        return None;
    }
    let tree = pattern::parse(text).ok()?;
    let lines: Vec<String> = lines(&tree, text).iter().flat_map(|line| wrap(line)).collect();
    let canonical = lines.join("\n");
    // The proof that nothing has changed.
    (pattern::parse(&canonical).ok()? == tree).then_some(canonical)
}

/// The parts of a pattern in the lines that its author gave them.
fn lines(tree: &Node, source: &str) -> Vec<String> {
    let (parts, between, begin) = match &tree.kind {
        NodeKind::Sequence(parts) => (parts.as_slice(), " ", ""),
        NodeKind::Alternation(parts) => (parts.as_slice(), " | ", "| "),
        _ => (std::slice::from_ref(tree), "", ""),
    };
    let mut lines: Vec<String> = Vec::new();
    let mut end = 0;
    for (number, part) in parts.iter().enumerate() {
        let range = part.place.range();
        let gap = source.get(end..range.start).unwrap_or_default();
        let shown = show(part, tree);
        match lines.last_mut() {
            Some(line) if !gap.contains('\n') => {
                line.push_str(between);
                line.push_str(&shown);
            }
            _ => lines.push(format!("{}{shown}", if number > 0 { begin } else { "" })),
        }
        end = range.end;
    }
    lines
}

/// A part as it stands in what it is a part of.
fn show(part: &Node, of: &Node) -> String {
    let is_whole = std::ptr::eq(part, of);
    let needs_brackets = matches!(
        (&part.kind, &of.kind),
        (NodeKind::Alternation(_), _) | (NodeKind::Sequence(_), NodeKind::Sequence(_))
    );
    if needs_brackets && !is_whole { format!("({part})") } else { part.to_string() }
}

/// A line broken where it is longer than it may be: between parts of the whole
/// pattern, or else within one pair of brackets.
fn wrap(line: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = line.to_owned();
    while rest.chars().count() > WIDTH {
        let Some(at) = break_at(&rest) else { break };
        lines.push(rest[..at].trim_end().to_owned());
        rest.replace_range(..at, "");
        rest.replace_range(..rest.len() - rest.trim_start().len(), "");
    }
    lines.push(rest);
    lines
}

/// The best blank to break at: the last outside of all brackets in the second
/// half of the width; else the last within one pair; else the first there is.
fn break_at(line: &str) -> Option<usize> {
    let blanks = blanks(line);
    let fits = |at: usize| line[..at].chars().count() <= WIDTH;
    let last = |depth: usize, from: usize| {
        blanks.iter().rev().find(|(at, found)| *found <= depth && fits(*at) && *at >= from).map(|(at, _)| *at)
    };
    last(0, WIDTH / 2)
        .or_else(|| last(1, 1))
        .or_else(|| last(2, 1))
        .or_else(|| blanks.iter().find(|(_, depth)| *depth <= 1).map(|(at, _)| *at))
}

/// The blanks outside of quotes and regexes, each with the number of brackets around it.
fn blanks(line: &str) -> Vec<(usize, usize)> {
    let mut blanks = Vec::new();
    let mut depth = 0_usize;
    let mut closing: Option<char> = None;
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        if let Some(end) = closing {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                c if c == end => closing = None,
                _ => {}
            }
            continue;
        }
        match c {
            '"' | '\'' | '/' => closing = Some(c),
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            // A sign that joins begins a line, and never ends one.
            ' ' if !line[..at].ends_with(['|', '&']) => blanks.push((at, depth)),
            _ => {}
        }
    }
    blanks
}
