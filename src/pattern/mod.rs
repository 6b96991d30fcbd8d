//! The pattern language: text to syntax tree, and back.
//!
//! `grammar/pattern.pest` is the only definition of the syntax; what pest makes
//! of it stays private here. This room knows nothing of packs or articles: a
//! name is just a name.

mod ast;
mod expression;

pub use ast::{Atom, Condition, ConditionKind, Name, Node, NodeKind, Operator, Pattern, Place, Value};
pub use expression::{LabelTest, Operand, RoleType, Template, TemplatePiece, TreePath, TreePathKind, Where, WhereKind};

/// Why a text is no pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// Which mistake it is.
    pub kind: SyntaxErrorKind,
    /// Where in the text.
    pub place: Place,
    /// What was found and what was expected, in a user's words: lower case, no full stop.
    pub message: String,
    /// What to do, where there is advice.
    pub help: Option<String>,
}

/// The kinds of mistakes in a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    /// Something else was expected here.
    Unexpected,
    /// A quotation mark, bracket or slash was never closed.
    Unclosed,
    /// A bound such as `{3,2}` or `{0}` that no repetition can keep.
    Bounds,
    /// Nested deeper than the language allows.
    TooDeep,
    /// Longer than the language allows.
    TooLong,
    /// `\n`, `\d` and the like outside a regex: only quotes, slashes and the backslash are escaped.
    Escape,
    /// Not a tag of Universal Dependencies.
    UnknownTag,
    /// Not a regex.
    Regex,
    /// Nothing there.
    Empty,
}

/// Reads a pattern.
///
/// # Errors
/// The first mistake, with its place in `text`.
pub fn parse(text: &str) -> Result<Pattern, SyntaxError> {
    let _ = text;
    unimplemented!("parse")
}

/// Reads the type of a role, such as `(Org|Country)?`.
pub fn parse_role_type(text: &str) -> Result<RoleType, SyntaxError> {
    let _ = text;
    unimplemented!("parse_role_type")
}

/// Reads a path through a dependency tree, such as `>nsubj >conj? @Party`.
pub fn parse_tree_path(text: &str) -> Result<TreePath, SyntaxError> {
    let _ = text;
    unimplemented!("parse_tree_path")
}

/// Reads a `where`, such as `participant distinct`.
pub fn parse_where(text: &str) -> Result<Where, SyntaxError> {
    let _ = text;
    unimplemented!("parse_where")
}

/// Reads a template, such as `{_verb.code}`.
pub fn parse_template(text: &str) -> Result<Template, SyntaxError> {
    let _ = text;
    unimplemented!("parse_template")
}
