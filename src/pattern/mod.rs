//! The pattern language: text to syntax tree, and back.
//!
//! `grammar/pattern.pest` is the only definition of the syntax; what pest makes
//! of it stays private here. This room knows nothing of packs or articles: a
//! name is just a name.

mod ast;
mod explain;
mod expression;
mod grammar;
mod mistake;
mod print;
mod regex;
mod shape;
#[cfg(test)]
mod tests;
mod tree;
mod visit;

pub use ast::{Atom, Condition, ConditionKind, Name, Node, NodeKind, Operator, Pattern, Place, Value};
pub use expression::{LabelTest, Operand, RoleType, Template, TemplatePiece, TreePath, TreePathKind, Where, WhereKind};

pub use self::regex::whole_regex;
pub use grammar::{MAX_BYTES, MAX_DEPTH};
pub use mistake::{MAX_COUNT, TAGS};
pub use visit::{Reference, Usage};

use std::fmt;

use grammar::{Rule, read};

/// Why a text is no pattern.
///
/// ```
/// let mistake = nutgraf::pattern::parse("(\"met\" ").unwrap_err();
/// assert_eq!(mistake.message, "`(` is never closed");
/// ```
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
///
/// ```
/// use nutgraf::pattern::{SyntaxErrorKind, parse};
///
/// assert_eq!(parse("\"a\"{3,2}").unwrap_err().kind, SyntaxErrorKind::Bounds);
/// ```
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

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for SyntaxError {}

/// Reads a pattern.
///
/// # Errors
/// The first mistake, with its place in `text`.
///
/// ```
/// use nutgraf::pattern;
///
/// let pattern = pattern::parse(r#"( who:@Person )~meet "with"?"#)?;
/// assert_eq!(pattern.to_string(), r#"(who: @Person) ~meet "with"?"#);
///
/// let mistake = pattern::parse("(who @Person) ~meet").unwrap_err();
/// assert_eq!(mistake.message, "expected `:` after `who`");
/// assert_eq!(mistake.place.range(), 1..4);
/// # Ok::<(), pattern::SyntaxError>(())
/// ```
pub fn parse(text: &str) -> Result<Pattern, SyntaxError> {
    tree::pattern(read(Rule::pattern, text)?)
}

/// Reads the type of a role.
///
/// # Errors
/// The first mistake, with its place in `text`.
///
/// ```
/// let role = nutgraf::pattern::parse_role_type("(Org | Country){2,}")?;
/// assert_eq!((role.types.len(), role.min, role.max), (2, 2, None));
/// # Ok::<(), nutgraf::pattern::SyntaxError>(())
/// ```
pub fn parse_role_type(text: &str) -> Result<RoleType, SyntaxError> {
    tree::role_type(read(Rule::role_type, text)?)
}

/// Reads a path through a dependency tree.
///
/// # Errors
/// The first mistake, with its place in `text`.
///
/// ```
/// let path = nutgraf::pattern::parse_tree_path(">nsubj >conj? @Party | >obl[with] @Party")?;
/// assert_eq!(path.mentions().len(), 2);
/// # Ok::<(), nutgraf::pattern::SyntaxError>(())
/// ```
pub fn parse_tree_path(text: &str) -> Result<TreePath, SyntaxError> {
    tree::tree_path(read(Rule::tree_path, text)?)
}

/// Reads a `where`.
///
/// # Errors
/// The first mistake, with its place in `text`.
///
/// ```
/// let clause = nutgraf::pattern::parse_where("buyer != target & distance(buyer, target) <= 20")?;
/// assert_eq!(clause.captures()[0].text, "buyer");
/// # Ok::<(), nutgraf::pattern::SyntaxError>(())
/// ```
pub fn parse_where(text: &str) -> Result<Where, SyntaxError> {
    tree::where_clause(read(Rule::where_clause, text)?)
}

/// Reads a template.
///
/// # Errors
/// The first mistake, with its place in `text`.
///
/// ```
/// let template = nutgraf::pattern::parse_template("visit-{_verb.code}")?;
/// assert_eq!(template.captures()[0].text, "_verb");
/// # Ok::<(), nutgraf::pattern::SyntaxError>(())
/// ```
pub fn parse_template(text: &str) -> Result<Template, SyntaxError> {
    Ok(tree::template(read(Rule::template, text)?))
}
