//! Trees back to text, in one canonical form: what is read from the printed
//! text is the same tree, and no bracket is more than is needed.

use std::fmt::{self, Display, Formatter, Write};

use super::grammar::{Rule, is_token};
use super::{
    Atom, Condition, ConditionKind, LabelTest, Name, Node, NodeKind, Operand, Operator, RoleType, Template,
    TemplatePiece, TreePath, TreePathKind, Value, Where, WhereKind,
};

/// How tightly a construct binds; what binds less than its surroundings ask
/// stands in brackets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    /// `A | B`
    Loose,
    /// `A B`, `A & B`
    Joined,
    /// `A*`, `!A`
    Marked,
    /// All that needs no brackets.
    Tight,
}

/// What `...` stands for.
const PLAIN_GAP: u32 = 10;

impl Display for Node {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        node(self, Binding::Loose, f)
    }
}

impl Display for Condition {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        condition(self, Binding::Loose, f)
    }
}

impl Display for TreePath {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        tree_path(self, Binding::Loose, f)
    }
}

impl Display for Where {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        where_clause(self, Binding::Loose, f)
    }
}

impl Display for RoleType {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        let once = (self.min, self.max) == (1, Some(1));
        let binding = if once { Binding::Loose } else { Binding::Tight };
        let own = if self.types.len() > 1 { Binding::Loose } else { Binding::Tight };
        bracketed(own < binding, f, |f| joined(&self.types, "|", f, |name, f| f.write_str(&name.text)))?;
        if once { Ok(()) } else { quantifier(self.min, self.max, f) }
    }
}

impl Display for Template {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        self.pieces.iter().try_for_each(|piece| match piece {
            TemplatePiece::Text(text) => f.write_str(&text.replace('{', "{{").replace('}', "}}")),
            TemplatePiece::Capture(capture) => write!(f, "{{{}}}", capture.text),
            TemplatePiece::Attribute { capture, attribute } => write!(f, "{{{}.{}}}", capture.text, attribute.text),
        })
    }
}

impl Display for Atom {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        match self {
            Self::Word(text) => quoted(text, '"', f),
            Self::Exact(text) => quoted(text, '\'', f),
            Self::Lemma(text) => {
                f.write_char('~')?;
                bare_or_quoted(Rule::bare, text, f)
            }
            Self::Pos(tag) => write!(f, "#{tag}"),
            Self::Regex { source, ignore_case } => regex(source, *ignore_case, f),
        }
    }
}

impl Display for Value {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        match self {
            Self::Word(text) if is_token(Rule::number, text) => quoted(text, '"', f),
            Self::Word(text) => bare_or_quoted(Rule::bare_value, text, f),
            Self::Exact(text) => quoted(text, '\'', f),
            Self::Regex { source, ignore_case } => regex(source, *ignore_case, f),
            Self::Number(text) => f.write_str(text),
        }
    }
}

impl Display for Operator {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Greater => ">",
            Self::AtLeast => ">=",
        })
    }
}

impl Display for Operand {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        match self {
            Self::Capture(capture) => f.write_str(&capture.text),
            Self::Attribute { capture, attribute } => write!(f, "{}.{}", capture.text, attribute.text),
            // Without its marks a word would be read as a capture.
            Self::Value(Value::Word(text)) => quoted(text, '"', f),
            Self::Value(value) => Display::fmt(value, f),
        }
    }
}

fn node(node: &Node, around: Binding, f: &mut Formatter) -> fmt::Result {
    let own = match &node.kind {
        NodeKind::Alternation(_) => Binding::Loose,
        NodeKind::Sequence(_) => Binding::Joined,
        NodeKind::Repeat { .. } => Binding::Marked,
        _ => Binding::Tight,
    };
    bracketed(own < around, f, |f| match &node.kind {
        NodeKind::Sequence(parts) => joined(parts, " ", f, |part, f| self::node(part, Binding::Marked, f)),
        NodeKind::Alternation(parts) => joined(parts, " | ", f, |part, f| self::node(part, Binding::Joined, f)),
        NodeKind::Token(atom) => Display::fmt(atom, f),
        NodeKind::Any => f.write_char('_'),
        NodeKind::Test(condition) => write!(f, "[{condition}]"),
        NodeKind::Mention { name, condition: None } => write!(f, "@{}", name.text),
        NodeKind::Mention { name, condition: Some(condition) } => write!(f, "@{}[{condition}]", name.text),
        NodeKind::Gap { max: PLAIN_GAP } => f.write_str("..."),
        NodeKind::Gap { max } => write!(f, "..{max}"),
        NodeKind::Capture { role, inner } => write!(f, "({}: {inner})", role.text),
        NodeKind::Repeat { inner, min, max, greedy } => {
            self::node(inner, Binding::Tight, f)?;
            quantifier(*min, *max, f)?;
            if *greedy { Ok(()) } else { f.write_char('?') }
        }
        NodeKind::Look { ahead, negative, inner } => {
            let behind = if *ahead { "" } else { "<" };
            let sign = if *negative { '!' } else { '=' };
            write!(f, "(?{behind}{sign} {inner})")
        }
        NodeKind::Start => f.write_char('^'),
        NodeKind::End => f.write_char('$'),
        NodeKind::Boundary { across } => f.write_str(if *across { ";;" } else { ";" }),
    })
}

fn condition(condition: &Condition, around: Binding, f: &mut Formatter) -> fmt::Result {
    let own = match &condition.kind {
        ConditionKind::Either(_) => Binding::Loose,
        ConditionKind::All(_) => Binding::Joined,
        // `!len = 3` can be read in two ways; its reader is spared that.
        ConditionKind::Not(_)
        | ConditionKind::Compare { .. }
        | ConditionKind::InList { .. }
        | ConditionKind::InValues { .. } => Binding::Marked,
        _ => Binding::Tight,
    };
    bracketed(own < around, f, |f| match &condition.kind {
        ConditionKind::Either(parts) => joined(parts, " | ", f, |part, f| self::condition(part, Binding::Joined, f)),
        ConditionKind::All(parts) => joined(parts, " & ", f, |part, f| self::condition(part, Binding::Marked, f)),
        ConditionKind::Not(inner) => {
            f.write_char('!')?;
            self::condition(inner, Binding::Tight, f)
        }
        ConditionKind::Token(atom) => Display::fmt(atom, f),
        ConditionKind::Any => f.write_char('_'),
        ConditionKind::Inside(name) => write!(f, "@{}", name.text),
        ConditionKind::Has(name) => f.write_str(&name.text),
        ConditionKind::Compare { attribute, operator, value } => write!(f, "{} {operator} {value}", attribute.text),
        ConditionKind::InList { attribute, list } => write!(f, "{} in @{}", attribute.text, list.text),
        ConditionKind::InValues { attribute, values } => {
            write!(f, "{} in (", attribute.text)?;
            joined(values, " ", f, Display::fmt)?;
            f.write_char(')')
        }
    })
}

fn tree_path(path: &TreePath, around: Binding, f: &mut Formatter) -> fmt::Result {
    let own = match &path.kind {
        TreePathKind::Alternation(_) => Binding::Loose,
        TreePathKind::Sequence(_) => Binding::Joined,
        TreePathKind::Repeat { .. } => Binding::Marked,
        _ => Binding::Tight,
    };
    bracketed(own < around, f, |f| match &path.kind {
        TreePathKind::Sequence(parts) => joined(parts, " ", f, |part, f| tree_path(part, Binding::Marked, f)),
        TreePathKind::Alternation(parts) => joined(parts, " | ", f, |part, f| tree_path(part, Binding::Joined, f)),
        TreePathKind::Repeat { inner, min, max } => {
            tree_path(inner, Binding::Tight, f)?;
            quantifier(*min, *max, f)
        }
        TreePathKind::Edge { up, label, case } => edge(*up, label, case, f),
        TreePathKind::Stand(node) => Display::fmt(node, f),
    })
}

fn edge(up: bool, label: &LabelTest, case: &[Name], f: &mut Formatter) -> fmt::Result {
    f.write_char(if up { '<' } else { '>' })?;
    match label {
        LabelTest::Exact(label) => f.write_str(label)?,
        LabelTest::Regex { source, ignore_case } => regex(source, *ignore_case, f)?,
    }
    if case.is_empty() {
        return Ok(());
    }
    f.write_char('[')?;
    joined(case, "|", f, |word, f| bare_or_quoted(Rule::bare, &word.text, f))?;
    f.write_char(']')
}

fn where_clause(clause: &Where, around: Binding, f: &mut Formatter) -> fmt::Result {
    let own = match &clause.kind {
        WhereKind::Either(_) => Binding::Loose,
        WhereKind::All(_) => Binding::Joined,
        WhereKind::Has(_) => Binding::Tight,
        // As in conditions: what is denied stands in brackets unless it is one word.
        _ => Binding::Marked,
    };
    bracketed(own < around, f, |f| match &clause.kind {
        WhereKind::Either(parts) => joined(parts, " | ", f, |part, f| where_clause(part, Binding::Joined, f)),
        WhereKind::All(parts) => joined(parts, " & ", f, |part, f| where_clause(part, Binding::Marked, f)),
        WhereKind::Not(inner) => {
            f.write_char('!')?;
            where_clause(inner, Binding::Tight, f)
        }
        WhereKind::Distinct(capture) => write!(f, "{} distinct", capture.text),
        WhereKind::Compare { left, operator, right } => write!(f, "{left} {operator} {right}"),
        WhereKind::Has(operand) => Display::fmt(operand, f),
        WhereKind::Before(left, right) => write!(f, "{} before {}", left.text, right.text),
        WhereKind::Distance { left, right, operator, tokens } => {
            write!(f, "distance({}, {}) {operator} {tokens}", left.text, right.text)
        }
    })
}

fn quantifier(min: u32, max: Option<u32>, f: &mut Formatter) -> fmt::Result {
    match (min, max) {
        (0, Some(1)) => f.write_char('?'),
        (0, None) => f.write_char('*'),
        (1, None) => f.write_char('+'),
        (min, None) => write!(f, "{{{min},}}"),
        (min, Some(max)) if min == max => write!(f, "{{{min}}}"),
        (min, Some(max)) => write!(f, "{{{min},{max}}}"),
    }
}

fn bare_or_quoted(rule: Rule, text: &str, f: &mut Formatter) -> fmt::Result {
    if is_token(rule, text) { f.write_str(text) } else { quoted(text, '"', f) }
}

fn quoted(text: &str, mark: char, f: &mut Formatter) -> fmt::Result {
    f.write_char(mark)?;
    for character in text.chars() {
        if character == mark || character == '\\' {
            f.write_char('\\')?;
        }
        f.write_char(character)?;
    }
    f.write_char(mark)
}

fn regex(source: &str, ignore_case: bool, f: &mut Formatter) -> fmt::Result {
    f.write_char('/')?;
    let mut escaped = false;
    for character in source.chars() {
        if character == '/' && !escaped {
            f.write_char('\\')?;
        }
        escaped = character == '\\' && !escaped;
        f.write_char(character)?;
    }
    f.write_str(if ignore_case { "/i" } else { "/" })
}

fn bracketed(brackets: bool, f: &mut Formatter, inner: impl FnOnce(&mut Formatter) -> fmt::Result) -> fmt::Result {
    if !brackets {
        return inner(f);
    }
    f.write_char('(')?;
    inner(f)?;
    f.write_char(')')
}

fn joined<T>(
    parts: &[T],
    between: &str,
    f: &mut Formatter,
    print: impl Fn(&T, &mut Formatter) -> fmt::Result,
) -> fmt::Result {
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            f.write_str(between)?;
        }
        print(part, f)?;
    }
    Ok(())
}
