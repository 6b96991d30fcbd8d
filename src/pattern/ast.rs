//! The syntax tree of a pattern.
//!
//! Every node knows its place in the pattern's text, so that a later fault can
//! point at it. Places do not count for equality: two trees are equal when
//! they print alike.

use std::ops::Range;

/// A pattern: what a rule, a named pattern, a trigger or an `unless` says.
pub type Pattern = Node;

/// A byte range of the pattern's text. Any two are equal, so that trees
/// compare by meaning.
#[derive(Debug, Clone, Copy, Default)]
pub struct Place {
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Place {
    /// The range of bytes, to slice with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl PartialEq for Place {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Place {}

/// A piece of text of the pattern with its place: a name, a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The text, unescaped.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// A part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it matches.
    pub kind: NodeKind,
    /// Where it stands.
    pub place: Place,
}

/// What a part of a pattern matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeKind {
    /// Parts one after the other; at least two.
    Sequence(Vec<Node>),
    /// `A | B`: the first that leads to a match; at least two.
    Alternation(Vec<Node>),
    /// A token, by what it is.
    Token(Atom),
    /// `_`: any one token.
    Any,
    /// `[ ... ]`: a token on which the condition holds.
    Test(Condition),
    /// `@Name`, `@Name[ ... ]`: a mention, a hit of a list, or a named pattern.
    Mention {
        /// The name without its `@`, which its place includes.
        name: Name,
        /// The condition on its attributes.
        condition: Option<Condition>,
    },
    /// `...`, `..5`: up to so many tokens, as few as will do.
    Gap {
        /// The most tokens it spans.
        max: u32,
    },
    /// `(role: A)`.
    Capture {
        /// The role, or a name that starts with `_`, or `self`.
        role: Name,
        /// What it captures.
        inner: Box<Node>,
    },
    /// `A?`, `A*`, `A+`, `A{2,5}`, with a `?` behind it lazy.
    Repeat {
        /// What is repeated.
        inner: Box<Node>,
        /// The fewest turns.
        min: u32,
        /// The most turns; none is without end.
        max: Option<u32>,
        /// Whether it takes as many turns as it can.
        greedy: bool,
    },
    /// `(?= A)` and its kin: context, never consumed.
    Look {
        /// `(?=`, `(?!` look ahead; `(?<=`, `(?<!` behind.
        ahead: bool,
        /// `(?!`, `(?<!`: the context must be absent.
        negative: bool,
        /// The context.
        inner: Box<Node>,
    },
    /// `^`: the start of the sentence.
    Start,
    /// `$`: the end of the sentence.
    End,
    /// `;`, `;;`: the boundary to the next sentence.
    Boundary {
        /// `;;`: also where that begins the next paragraph.
        across: bool,
    },
}

/// What a token may be asked by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Atom {
    /// `"met with"`: words in any case. In a sequence they may be several tokens.
    Word(String),
    /// `'Apple'`: words in exactly this case.
    Exact(String),
    /// `~meet`, `~"carry out"`: an inflected form, by lemma.
    Lemma(String),
    /// `#VERB`: a Universal POS tag.
    Pos(String),
    /// `/[A-Z]{2,5}/`, `/iran.*/i`: the whole text of a token matches.
    Regex {
        /// The expression, without slashes; `\/` stands for a slash.
        source: String,
        /// Whether case does not matter.
        ignore_case: bool,
    },
}

/// A condition in square brackets, on a token or on a mention's attributes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// What must hold.
    pub kind: ConditionKind,
    /// Where it stands.
    pub place: Place,
}

/// What a condition asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConditionKind {
    /// `A & B`; at least two.
    All(Vec<Condition>),
    /// `A | B`; at least two.
    Either(Vec<Condition>),
    /// `!A`.
    Not(Box<Condition>),
    /// An atom of the pattern language.
    Token(Atom),
    /// `_`: any token.
    Any,
    /// `@X`: the token lies in a mention or hit of X.
    Inside(Name),
    /// A bare name: a flag of tokens (`cap`), or the presence of an attribute.
    Has(Name),
    /// `attribute op value`.
    Compare {
        /// The attribute's name.
        attribute: Name,
        /// The comparison.
        operator: Operator,
        /// What it is compared with.
        value: Value,
    },
    /// `attribute in @list`.
    InList {
        /// The attribute's name.
        attribute: Name,
        /// The list's name without its `@`, which its place includes.
        list: Name,
    },
    /// `attribute in ("a" "b")`.
    InValues {
        /// The attribute's name.
        attribute: Name,
        /// The values; at least one.
        values: Vec<Value>,
    },
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

/// What an attribute is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A bare word or `"any case"`: equal in any case.
    Word(String),
    /// `'exact'`: equal in exactly this case.
    Exact(String),
    /// `/regex/`: the whole value matches.
    Regex {
        /// The expression.
        source: String,
        /// Whether case does not matter.
        ignore_case: bool,
    },
    /// A number as it was written, such as `3`, `-2` or `4.5`.
    Number(String),
}
