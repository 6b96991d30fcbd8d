//! The small expressions beside patterns: the type of a role, a path through
//! a dependency tree, a `where`, a template. They are parsed by the same
//! grammar file as patterns.

use super::{Name, Node, Operator, Place, Value};

/// The type of a role: `"Party{2,}"`, `"Date?"`, `"(Org|Country)?"`, `"text"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleType {
    /// The types a filler may have; `text` is any phrase. At least one.
    pub types: Vec<Name>,
    /// The fewest fillers.
    pub min: u32,
    /// The most fillers; none is without end.
    pub max: Option<u32>,
    /// Where the expression stands.
    pub place: Place,
}

/// A path through a dependency tree: `>nsubj >conj? @Party | >obl[with] @Party`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreePath {
    /// The step, or steps.
    pub kind: TreePathKind,
    /// Where it stands.
    pub place: Place,
}

/// A part of a tree path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TreePathKind {
    /// Steps one after the other; at least two.
    Sequence(Vec<TreePath>),
    /// `A | B`; at least two.
    Alternation(Vec<TreePath>),
    /// `?`, `*`, `+`, `{2,5}` behind an edge or a group.
    Repeat {
        /// What is repeated.
        inner: Box<TreePath>,
        /// The fewest turns.
        min: u32,
        /// The most turns; none is without end.
        max: Option<u32>,
    },
    /// `>label`, `<label`, `>/regex/`, `>obl[with]`.
    Edge {
        /// `<`: from the dependent to its head.
        up: bool,
        /// The label asked for.
        label: LabelTest,
        /// The words of which one must be a `case` child of the edge's dependent; empty asks for none.
        case: Vec<Name>,
    },
    /// What must stand at the node reached: a mention, or a test of one token.
    Stand(Node),
}

/// Which labels an edge may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LabelTest {
    /// This label, whole: `nsubj` is not `nsubj:pass`.
    Exact(String),
    /// A regex over the whole label.
    Regex {
        /// The expression.
        source: String,
        /// Whether case does not matter.
        ignore_case: bool,
    },
}

/// A condition over captures: the `where` of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Where {
    /// What must hold.
    pub kind: WhereKind,
    /// Where it stands.
    pub place: Place,
}

/// What a `where` asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhereKind {
    /// `A & B`; at least two.
    All(Vec<Where>),
    /// `A | B`; at least two.
    Either(Vec<Where>),
    /// `!A`.
    Not(Box<Where>),
    /// `a distinct`: no two values of it are the same.
    Distinct(Name),
    /// `a = b`, `a != "x"`, `a.kind = country`, `a.value >= 3`.
    Compare {
        /// The capture or its attribute.
        left: Operand,
        /// The comparison.
        operator: Operator,
        /// A capture, an attribute of one, or a value.
        right: Operand,
    },
    /// `a.kind`: the attribute is there. `a`: the capture is there.
    Has(Operand),
    /// `a before b`.
    Before(Name, Name),
    /// `distance(a, b) <= n`: tokens between the two.
    Distance {
        /// One capture.
        left: Name,
        /// The other.
        right: Name,
        /// The comparison.
        operator: Operator,
        /// The number of tokens.
        tokens: u32,
    },
}

/// One side of a comparison in a `where`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operand {
    /// A capture. On the right of a comparison a bare word that names no
    /// capture of the rule is a value; who reads the tree decides.
    Capture(Name),
    /// `a.attribute`.
    Attribute {
        /// The capture.
        capture: Name,
        /// The attribute.
        attribute: Name,
    },
    /// A literal value.
    Value(Value),
}

/// The value of a key under `set`: text with `{capture}` and `{capture.attribute}` in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Its pieces in order.
    pub pieces: Vec<TemplatePiece>,
}

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplatePiece {
    /// Text as it is; `{{` and `}}` stand for braces.
    Text(String),
    /// `{capture}`: the text of the capture's first value.
    Capture(Name),
    /// `{capture.attribute}`: an attribute of the capture's first value; `text` and `lemma` always exist.
    Attribute {
        /// The capture.
        capture: Name,
        /// The attribute.
        attribute: Name,
    },
}
