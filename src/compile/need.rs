//! Needs: what a sentence must hold before a rule is tried in it.
//!
//! An anchor names one thing that a match cannot do without; a need names all
//! of them, alternative by alternative: words, hits of lists, mentions. Asking
//! it costs a few comparisons of bits, and where the answer is no, the sentence
//! is neither searched nor tagged nor parsed for the rule.

use crate::pack::{Reference, RoleDef, TreeRole};
use crate::pattern::{Condition, ConditionKind, Node, NodeKind, TreePath, TreePathKind};

use super::anchor::{Anchor, Finder};
use super::label::{Label, LabelSetId};

/// How many sentences behind that of its start a match can have come to; [`ANYWHERE`] is any number.
pub(crate) type Reach = u32;

/// A part of a match may lie in any later sentence.
pub(crate) const ANYWHERE: Reach = Reach::MAX;

/// What must be there for a match to be possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Need {
    /// Nothing that could be looked for.
    Nothing,
    /// One of some words or lemmas, told by their bits.
    Words(u64, Reach),
    /// The start of a mention or hit.
    Mention(LabelSetId, Reach),
    /// All of these.
    All(Vec<Need>),
    /// One of these.
    Any(Vec<Need>),
}

impl Need {
    fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut needs: Vec<Self> = Vec::new();
        for part in parts {
            match part {
                Self::Nothing => {}
                Self::All(inner) => needs.extend(inner),
                need if needs.contains(&need) => {}
                need => needs.push(need),
            }
        }
        match needs.len() {
            0 => Self::Nothing,
            1 => needs.remove(0),
            _ => Self::All(needs),
        }
    }

    fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut needs: Vec<Self> = Vec::new();
        for part in parts {
            match part {
                Self::Nothing => return Self::Nothing,
                Self::Words(more, reach) => {
                    let known = needs.iter_mut().find_map(|need| match need {
                        Self::Words(bits, known) if *known == reach => Some(bits),
                        _ => None,
                    });
                    match known {
                        Some(bits) => *bits |= more,
                        None => needs.push(Self::Words(more, reach)),
                    }
                }
                need if needs.contains(&need) => {}
                need => needs.push(need),
            }
        }
        match needs.len() {
            1 => needs.remove(0),
            _ => Self::Any(needs),
        }
    }
}

impl Finder<'_> {
    /// What a match of `node` needs, if the match has come over `reach` sentence ends before it.
    pub(super) fn need(&mut self, node: &Node, reach: Reach) -> Need {
        match &node.kind {
            NodeKind::Sequence(parts) => {
                let mut reach = reach;
                let mut needs = Vec::with_capacity(parts.len());
                for part in parts {
                    needs.push(self.need(part, reach));
                    reach = reach.saturating_add(self.crossings(part));
                }
                Need::all(needs)
            }
            NodeKind::Alternation(parts) => {
                let needs: Vec<Need> = parts.iter().map(|part| self.need(part, reach)).collect();
                Need::any(needs)
            }
            NodeKind::Capture { inner, .. } => self.need(inner, reach),
            NodeKind::Repeat { inner, min, .. } if *min > 0 => self.need(inner, reach),
            NodeKind::Mention { name, .. } => match self.reference(&name.text) {
                Some(Reference::Pattern(id)) => self
                    .inlined(id.0 as usize, |finder, pattern| Some(finder.need(pattern, reach)))
                    .unwrap_or(Need::Nothing),
                Some(reference) => Need::Mention(self.tables.labels.accept(self.rules, reference), reach),
                None => Need::Nothing,
            },
            NodeKind::Look { inner, negative: false, .. } => self.need(inner, reach),
            NodeKind::Test(condition) => self.condition_need(condition, reach),
            NodeKind::Token(_) => self.leaf(node).map_or(Need::Nothing, |anchor| words(&anchor, reach)),
            NodeKind::Repeat { .. }
            | NodeKind::Any
            | NodeKind::Gap { .. }
            | NodeKind::Look { .. }
            | NodeKind::Start
            | NodeKind::End
            | NodeKind::Boundary { .. } => Need::Nothing,
        }
    }

    fn condition_need(&mut self, condition: &Condition, reach: Reach) -> Need {
        match &condition.kind {
            ConditionKind::All(parts) => {
                let needs: Vec<Need> = parts.iter().map(|part| self.condition_need(part, reach)).collect();
                Need::all(needs)
            }
            ConditionKind::Either(parts) => {
                let needs: Vec<Need> = parts.iter().map(|part| self.condition_need(part, reach)).collect();
                Need::any(needs)
            }
            ConditionKind::Inside(name) => self.inside(&name.text, reach),
            ConditionKind::Not(_) => Need::Nothing,
            _ => self.claim(condition).map_or(Need::Nothing, |anchor| words(&anchor, reach)),
        }
    }

    /// A token in a mention: the mention starts in the same sentence, unless it is of a kind that can go on in the next.
    fn inside(&mut self, name: &str, reach: Reach) -> Need {
        let Some(reference @ (Reference::Type(_) | Reference::List(_))) = self.reference(name) else {
            return Need::Nothing;
        };
        let id = self.tables.labels.accept(self.rules, reference);
        let leaves = |label: Label| self.known.leaves_sentence[label.0 as usize];
        if self.tables.labels.set(id).iter().any(leaves) { Need::Nothing } else { Need::Mention(id, reach) }
    }

    /// What the way to a role that must be filled needs in the sentence of the trigger.
    fn path_need(&mut self, path: &TreePath) -> Need {
        match &path.kind {
            TreePathKind::Sequence(parts) => {
                let needs: Vec<Need> = parts.iter().map(|part| self.path_need(part)).collect();
                Need::all(needs)
            }
            TreePathKind::Alternation(parts) => {
                let needs: Vec<Need> = parts.iter().map(|part| self.path_need(part)).collect();
                Need::any(needs)
            }
            // A mention that came over a sentence's end stands here, but starts elsewhere.
            TreePathKind::Stand(node) if self.leaves(node) => Need::Nothing,
            TreePathKind::Stand(node) => self.need(node, 0),
            TreePathKind::Repeat { .. } | TreePathKind::Edge { .. } => Need::Nothing,
        }
    }

    /// What a tree rule needs: its trigger, and the roles that a fact cannot do without.
    pub(super) fn tree_need(&mut self, trigger: &Node, paths: &[TreeRole], roles: &[RoleDef]) -> Need {
        let captured: Vec<&str> = trigger.captures().into_iter().map(|name| name.text.as_str()).collect();
        let is_required = |path: &&TreeRole| {
            let required = roles.iter().any(|role| role.name == path.name && role.min > 0);
            required && !captured.contains(&&*path.name)
        };
        let trigger = self.need(trigger, 0);
        let needs: Vec<Need> = paths.iter().filter(is_required).map(|path| self.path_need(&path.path)).collect();
        Need::all(std::iter::once(trigger).chain(needs))
    }

    /// The most sentence ends that a match of `node` goes over.
    fn crossings(&mut self, node: &Node) -> Reach {
        match &node.kind {
            NodeKind::Boundary { .. } => 1,
            NodeKind::Sequence(parts) => {
                parts.iter().fold(0, |all: Reach, part| all.saturating_add(self.crossings(part)))
            }
            NodeKind::Alternation(parts) => parts.iter().map(|part| self.crossings(part)).max().unwrap_or(0),
            NodeKind::Capture { inner, .. } => self.crossings(inner),
            NodeKind::Repeat { inner, max, .. } => match (self.crossings(inner), max) {
                (0, _) => 0,
                (_, None) => ANYWHERE,
                (once, Some(max)) => once.saturating_mul(*max),
            },
            NodeKind::Mention { name, .. } => match self.reference(&name.text) {
                Some(Reference::Pattern(id)) => {
                    self.inlined(id.0 as usize, |finder, pattern| Some(finder.crossings(pattern))).unwrap_or(ANYWHERE)
                }
                _ if self.leaves(node) => ANYWHERE,
                _ => 0,
            },
            _ => 0,
        }
    }
}

/// An anchor as a need, where words alone make it.
fn words(anchor: &Anchor, reach: Reach) -> Need {
    if anchor.forms.is_empty() && anchor.mentions.is_empty() {
        Need::Words(anchor.bits(), reach)
    } else {
        Need::Nothing
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{ANYWHERE, Need};
    use crate::compile::{Program, Selection};
    use crate::pack::Pack;

    /// The need of a pattern, words as `w` and mentions as `m`, each with its reach.
    fn need(pattern: &str) -> String {
        let toml = format!(
            "[type.City]\n[list.cities]\nwords = ['Oslo']\ntype = 'City'\n[pattern]\nsee = '\"see\" | \"sees\"'\n\
             [type.Found]\n[[rule]]\nname = 'r'\ntag = 'Found'\npattern = '''{pattern}'''"
        );
        let pack = Pack::from_toml("t", &toml);
        assert!(!pack.has_errors(), "{:?}", pack.diagnostics());
        let selection = Selection { rules: vec![true], mentions: false };
        let program = Program::new(Arc::clone(pack.rules()), &selection);
        show(&program.code(crate::pack::RuleId(0)).expect("it compiles").need)
    }

    fn show(need: &Need) -> String {
        let each = |parts: &[Need]| parts.iter().map(show).collect::<Vec<_>>();
        let behind = |reach: u32| if reach == ANYWHERE { "*".to_owned() } else { reach.to_string() };
        match need {
            Need::Nothing => "nothing".to_owned(),
            Need::Words(bits, reach) => format!("w{}@{}", bits.count_ones(), behind(*reach)),
            Need::Mention(_, reach) => format!("m@{}", behind(*reach)),
            Need::All(parts) => each(parts).join(" & "),
            Need::Any(parts) => format!("({})", each(parts).join(" | ")),
        }
    }

    #[test]
    fn every_part_that_none_can_do_without_is_needed() {
        assert_eq!(need(r#""go" _ @City"#), "w1@0 & m@0");
        assert_eq!(need(r#""go"? @City{2} ("on" | @City)*"#), "m@0");
        assert_eq!(need(r#"(?! "go") _ [#NOUN | "on"]"#), "nothing");
    }

    #[test]
    fn contexts_and_conditions_have_needs_too() {
        assert_eq!(need(r#"(?<= "go") _ (?= @City)"#), "w1@0 & m@0");
        assert_eq!(need(r#"[@City & !"Oslo"] ["on" | @City] [cap]"#), "m@0 & (w1@0 | m@0)");
    }

    #[test]
    fn of_alternatives_one_is_needed() {
        assert_eq!(need(r#""go" | "run""#), "w2@0");
        assert_eq!(need(r#"@see (@City | "home")"#), "w2@0 & (m@0 | w1@0)");
        assert_eq!(need("@see (@City | [cap])"), "w2@0");
    }

    #[test]
    fn what_stands_behind_a_boundary_is_looked_for_there() {
        assert_eq!(need(r#"@City ; "go" ; @see"#), "m@0 & w1@1 & w2@2");
        assert_eq!(need("(_ ;)+ @City"), "m@*");
    }
}
