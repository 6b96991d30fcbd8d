//! A pattern over several lines: the line breaks that its author put between
//! its parts stay, and what is too long is broken further.
//!
//! Breaks stand between the parts of a sequence and before the `|` of an
//! alternative, never elsewhere, so that what is laid out reads as if its author
//! had broken it there: laying it out again changes nothing.

use crate::pattern::{Condition, ConditionKind, Node, NodeKind};

/// How much further each bracket stands in than what is around it.
const STEP: usize = 2;

/// An alternative longer than this has lines of its own where the choice does not fit on one.
const SHORT: usize = 40;

/// The pattern in lines of so many columns.
pub(super) fn lay_out(tree: &Node, source: &str, width: usize) -> String {
    let mut page = Page { source, width, text: String::new(), column: 0 };
    page.node(tree, Around::Nothing, 0, 0);
    page.text
}

/// What a node stands in, which decides whether it needs brackets.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    /// The whole pattern, or brackets that are there anyway.
    Nothing,
    /// A choice: a sequence needs none.
    Choice,
    /// A sequence.
    Sequence,
    /// A quantifier.
    Quantifier,
}

struct Page<'a> {
    source: &'a str,
    width: usize,
    text: String,
    /// How many characters the last line holds.
    column: usize,
}

impl Page<'_> {
    /// A part and what closes it: `behind` more columns must be free on its last line.
    fn node(&mut self, node: &Node, around: Around, depth: usize, behind: usize) {
        let flat = flat(node, around);
        if !self.is_broken(node) && self.fits(&flat, behind) {
            return self.push(&flat);
        }
        if needs_brackets(node, around) {
            self.push("(");
            self.node(node, Around::Nothing, depth + STEP, behind + 1);
            return self.push(")");
        }
        match &node.kind {
            NodeKind::Sequence(parts) => self.sequence(parts, depth, behind),
            NodeKind::Alternation(parts) => self.choice(parts, depth, behind),
            NodeKind::Capture { role, inner } => {
                self.enclosed(&format!("({}: ", role.text), inner, depth, behind);
            }
            NodeKind::Look { ahead, negative, inner } => {
                let opening = match (ahead, negative) {
                    (true, false) => "(?= ",
                    (true, true) => "(?! ",
                    (false, false) => "(?<= ",
                    (false, true) => "(?<! ",
                };
                self.enclosed(opening, inner, depth, behind);
            }
            NodeKind::Repeat { inner, .. } => {
                let without = self::flat(inner, Around::Quantifier);
                let quantifier = flat.get(without.len()..).unwrap_or_default();
                self.node(inner, Around::Quantifier, depth, behind + quantifier.len());
                self.push(quantifier);
            }
            NodeKind::Test(condition) => self.condition("[", condition, depth, behind),
            NodeKind::Mention { name, condition: Some(condition) } => {
                self.condition(&format!("@{}[", name.text), condition, depth, behind);
            }
            _ => self.push(&flat),
        }
    }

    fn enclosed(&mut self, opening: &str, inner: &Node, depth: usize, behind: usize) {
        self.push(opening);
        self.node(inner, Around::Nothing, depth + STEP, behind + 1);
        self.push(")");
    }

    /// Lines are filled; what must itself be broken has lines of its own.
    fn sequence(&mut self, parts: &[Node], depth: usize, behind: usize) {
        let mut before_is_split = false;
        for (index, part) in parts.iter().enumerate() {
            let behind = if index + 1 == parts.len() { behind } else { 0 };
            if index > 0 {
                let stays = !before_is_split
                    && !self.has_break(&parts[index - 1], part)
                    && !self.is_broken(part)
                    && self.fits(&flat(part, Around::Sequence), behind + 1);
                if stays { self.push(" ") } else { self.break_line(depth) }
            }
            before_is_split = self.splits(|page| page.node(part, Around::Sequence, depth, behind));
        }
    }

    /// Short alternatives fill lines; a long one has lines of its own.
    fn choice(&mut self, parts: &[Node], depth: usize, behind: usize) {
        let mut before_is_long = false;
        for (index, part) in parts.iter().enumerate() {
            let behind = if index + 1 == parts.len() { behind } else { 0 };
            let whole = flat(part, Around::Choice);
            let is_long = whole.chars().count() > SHORT || self.is_broken(part);
            if index > 0 {
                let stays = !before_is_long
                    && !is_long
                    && !self.has_break(&parts[index - 1], part)
                    && self.fits(&whole, behind + 3);
                if stays {
                    self.push(" ");
                } else {
                    self.break_line(depth);
                }
                self.push("| ");
            }
            before_is_long = self.splits(|page| page.node(part, Around::Choice, depth + STEP, behind)) || is_long;
        }
    }

    /// Writes something, and tells whether it took more than one line.
    fn splits(&mut self, write: impl FnOnce(&mut Self)) -> bool {
        let begin = self.text.len();
        write(self);
        self.text[begin..].contains('\n')
    }

    /// `[a & b]`, broken before its signs.
    fn condition(&mut self, opening: &str, condition: &Condition, depth: usize, behind: usize) {
        self.push(opening);
        let (parts, sign) = match &condition.kind {
            ConditionKind::All(parts) => (parts.as_slice(), "& "),
            ConditionKind::Either(parts) => (parts.as_slice(), "| "),
            _ => (std::slice::from_ref(condition), ""),
        };
        for (index, part) in parts.iter().enumerate() {
            let behind = if index + 1 == parts.len() { behind + 1 } else { 0 };
            let is_either = matches!(part.kind, ConditionKind::Either(_)) && parts.len() > 1;
            let whole = if is_either { format!("({part})") } else { part.to_string() };
            if index > 0 {
                let stays = self.fits(&whole, behind + 3);
                if stays {
                    self.push(" ");
                } else {
                    self.break_line(depth + STEP);
                }
                self.push(sign);
            }
            self.push(&whole);
        }
        self.push("]");
    }

    /// Whether the author broke a line anywhere in a part.
    fn is_broken(&self, node: &Node) -> bool {
        match &node.kind {
            NodeKind::Sequence(parts) | NodeKind::Alternation(parts) => {
                parts.iter().any(|part| self.is_broken(part))
                    || parts.windows(2).any(|pair| self.has_break(&pair[0], &pair[1]))
            }
            NodeKind::Capture { inner, .. } | NodeKind::Look { inner, .. } | NodeKind::Repeat { inner, .. } => {
                self.is_broken(inner)
            }
            _ => false,
        }
    }

    /// Whether the author broke the line between two parts.
    fn has_break(&self, before: &Node, after: &Node) -> bool {
        let between = before.place.range().end..after.place.range().start;
        self.source.get(between).is_some_and(|between| between.contains('\n'))
    }

    fn fits(&self, text: &str, behind: usize) -> bool {
        self.column + text.chars().count() + behind <= self.width
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.column += text.chars().count();
    }

    fn break_line(&mut self, depth: usize) {
        self.text.push('\n');
        self.text.push_str(&" ".repeat(depth));
        self.column = depth;
    }
}

/// A part on one line.
fn flat(node: &Node, around: Around) -> String {
    if needs_brackets(node, around) { format!("({node})") } else { node.to_string() }
}

fn needs_brackets(node: &Node, around: Around) -> bool {
    match &node.kind {
        NodeKind::Alternation(_) => around != Around::Nothing,
        NodeKind::Sequence(_) => matches!(around, Around::Sequence | Around::Quantifier),
        NodeKind::Repeat { .. } => around == Around::Quantifier,
        _ => false,
    }
}
