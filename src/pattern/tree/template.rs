//! Templates.

use super::super::grammar::{Pair, Rule};
use super::super::{Operand, Template, TemplatePiece};
use super::where_clause::reference;

/// Text with `{capture}` and `{capture.attribute}` in it.
pub(in crate::pattern) fn template(pair: Pair) -> Template {
    Template { pieces: pair.into_inner().filter_map(piece).collect() }
}

fn piece(pair: Pair) -> Option<TemplatePiece> {
    match pair.as_rule() {
        Rule::template_text => Some(TemplatePiece::Text(pair.as_str().replace("{{", "{").replace("}}", "}"))),
        Rule::slot => {
            let slot = pair.into_inner().find(|part| part.as_rule() == Rule::reference)?;
            Some(match reference(slot) {
                Operand::Attribute { capture, attribute } => TemplatePiece::Attribute { capture, attribute },
                Operand::Capture(capture) => TemplatePiece::Capture(capture),
                Operand::Value(_) => unreachable!("a reference is no value"),
            })
        }
        _ => None,
    }
}
