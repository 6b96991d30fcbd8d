//! Needs: what a sentence must hold before a rule, or a part of it, is tried in it.
//!
//! An anchor names one thing that a match cannot do without; a need names all
//! of them, alternative by alternative: words, hits of lists, mentions. Asking
//! it costs a few comparisons, and where the answer is no, the sentence
//! is neither searched nor tagged nor parsed for the rule. A search asks needs
//! again on its way, of what is left of the sentence (see `generate`).

use crate::pack::{Reference, RoleDef, TreeRole};
use crate::pattern::{Condition, ConditionKind, Node, NodeKind, TreePath, TreePathKind};

use super::anchor::{Anchor, Finder};
use super::label::Label;
use super::needs::{NeedId, Reach};

/// A part of a match may lie in any later sentence.
pub(crate) const ANYWHERE: Reach = Reach::MAX;

impl Finder<'_> {
    /// What a match of `node` needs, if the match has come over `reach` sentence ends before it.
    pub(super) fn need(&mut self, node: &Node, reach: Reach) -> NeedId {
        let key = (std::ptr::from_ref(node).addr(), reach);
        if let Some(&known) = self.tables.needs.known.get(&key) {
            return known;
        }
        let need = self.new_need(node, reach);
        self.tables.needs.known.insert(key, need);
        need
    }

    fn new_need(&mut self, node: &Node, reach: Reach) -> NeedId {
        match &node.kind {
            NodeKind::Sequence(parts) => {
                let mut reach = reach;
                let mut needs = Vec::with_capacity(parts.len());
                for part in parts {
                    needs.push(self.need(part, reach));
                    reach = reach.saturating_add(self.crossings(part));
                }
                self.tables.needs.all(needs)
            }
            NodeKind::Alternation(parts) => {
                let needs: Vec<NeedId> = parts.iter().map(|part| self.need(part, reach)).collect();
                self.tables.needs.any(needs)
            }
            NodeKind::Capture { inner, .. } => self.need(inner, reach),
            NodeKind::Repeat { inner, min, .. } if *min > 0 => self.need(inner, reach),
            NodeKind::Mention { name, .. } => match self.reference(&name.text) {
                Some(Reference::Pattern(id)) => self
                    .inlined(id.0 as usize, |finder, pattern| Some(finder.need(pattern, reach)))
                    .unwrap_or(NeedId::NOTHING),
                Some(reference) => {
                    let labels = self.tables.labels.accept(self.rules, reference);
                    self.tables.needs.mention(labels, reach)
                }
                None => NeedId::NOTHING,
            },
            NodeKind::Look { inner, negative: false, ahead } => {
                let need = self.need(inner, reach);
                if *ahead { need } else { self.tables.needs.somewhere(need) }
            }
            NodeKind::Test(condition) => self.condition_need(condition, reach),
            NodeKind::Token(_) => {
                let anchor = self.leaf(node);
                self.claimed(anchor, reach)
            }
            NodeKind::Repeat { .. }
            | NodeKind::Any
            | NodeKind::Gap { .. }
            | NodeKind::Look { .. }
            | NodeKind::Start
            | NodeKind::End
            | NodeKind::Boundary { .. } => NeedId::NOTHING,
        }
    }

    /// An anchor as a need.
    fn claimed(&mut self, anchor: Option<Anchor>, reach: Reach) -> NeedId {
        anchor.map_or(NeedId::NOTHING, |anchor| self.tables.needs.anchor(&anchor, reach))
    }

    fn condition_need(&mut self, condition: &Condition, reach: Reach) -> NeedId {
        match &condition.kind {
            ConditionKind::All(parts) => {
                let needs: Vec<NeedId> = parts.iter().map(|part| self.condition_need(part, reach)).collect();
                self.tables.needs.all(needs)
            }
            ConditionKind::Either(parts) => {
                let needs: Vec<NeedId> = parts.iter().map(|part| self.condition_need(part, reach)).collect();
                self.tables.needs.any(needs)
            }
            ConditionKind::Inside(name) => self.inside(&name.text, reach),
            ConditionKind::Not(_) => NeedId::NOTHING,
            _ => {
                let anchor = self.claim(condition);
                self.claimed(anchor, reach)
            }
        }
    }

    /// A token in a mention: the mention starts in the same sentence, unless it is of a kind that can go on in the next.
    fn inside(&mut self, name: &str, reach: Reach) -> NeedId {
        let Some(reference @ (Reference::Type(_) | Reference::List(_))) = self.reference(name) else {
            return NeedId::NOTHING;
        };
        let id = self.tables.labels.accept(self.rules, reference);
        let leaves = |label: Label| self.known.leaves_sentence[label.0 as usize];
        if self.tables.labels.set(id).iter().any(leaves) {
            NeedId::NOTHING
        } else {
            self.tables.needs.inside(id, reach)
        }
    }

    /// What the way to a role that must be filled needs in the sentence of the trigger.
    fn path_need(&mut self, path: &TreePath) -> NeedId {
        match &path.kind {
            TreePathKind::Sequence(parts) => {
                let needs: Vec<NeedId> = parts.iter().map(|part| self.path_need(part)).collect();
                self.tables.needs.all(needs)
            }
            TreePathKind::Alternation(parts) => {
                let needs: Vec<NeedId> = parts.iter().map(|part| self.path_need(part)).collect();
                self.tables.needs.any(needs)
            }
            // A mention that came over a sentence's end stands here, but starts elsewhere.
            TreePathKind::Stand(node) if self.leaves(node) => NeedId::NOTHING,
            TreePathKind::Stand(node) => self.need(node, 0),
            TreePathKind::Repeat { .. } | TreePathKind::Edge { .. } => NeedId::NOTHING,
        }
    }

    /// What a tree rule needs: its trigger, and the roles that a fact cannot do without.
    pub(super) fn tree_need(&mut self, trigger: &Node, paths: &[TreeRole], roles: &[RoleDef]) -> NeedId {
        let captured: Vec<&str> = trigger.captures().into_iter().map(|name| name.text.as_str()).collect();
        let is_required = |path: &&TreeRole| {
            let required = roles.iter().any(|role| role.name == path.name && role.min > 0);
            required && !captured.contains(&&*path.name)
        };
        let trigger = self.need(trigger, 0);
        let paths = paths.iter().filter(is_required);
        // A role may stand before its trigger.
        let mut needs = vec![trigger];
        for path in paths {
            let need = self.path_need(&path.path);
            needs.push(self.tables.needs.somewhere(need));
        }
        self.tables.needs.all(needs)
    }

    /// The most sentence ends that a match of `node` goes over.
    fn crossings(&mut self, node: &Node) -> Reach {
        if !self.leaves(node) {
            return 0;
        }
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
                _ => ANYWHERE,
            },
            _ => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::ANYWHERE;
    use crate::compile::needs::{Need, NeedId, Needs};
    use crate::compile::{Program, Selection};
    use crate::pack::Pack;

    /// The need of a pattern: words as `w` with their number, forms as `f`, mentions as `m` where they start
    /// and `i` within them; what may stand in a sentence so many behind with `@`, before as well with `<>`.
    fn need(pattern: &str) -> String {
        let toml = format!(
            "[type.City]\n[list.cities]\nwords = ['Oslo']\ntype = 'City'\n[pattern]\nsee = '\"see\" | \"sees\"'\n\
             [type.Found]\n[[rule]]\nname = 'r'\ntag = 'Found'\npattern = '''{pattern}'''"
        );
        let pack = Pack::from_toml("t", &toml);
        assert!(!pack.has_errors(), "{:?}", pack.diagnostics());
        let selection = Selection { rules: vec![true], mentions: false };
        let program = Program::new(Arc::clone(pack.rules()), &selection);
        show(&program.needs, program.code(crate::pack::RuleId(0)).expect("it compiles").need)
    }

    fn show(needs: &Needs, need: NeedId) -> String {
        let each = |parts: &[NeedId]| {
            let mut parts: Vec<String> = parts.iter().map(|&part| show(needs, part)).collect();
            parts.sort();
            parts
        };
        match needs.get(need) {
            Need::Nothing => "nothing".to_owned(),
            Need::Words(masks) => format!("w{}", masks.iter().map(|(_, bits)| bits.count_ones()).sum::<u32>()),
            Need::Form(_) => "f".to_owned(),
            Need::Mention(_) => "m".to_owned(),
            Need::Inside(_) => "i".to_owned(),
            Need::Somewhere(need) => format!("<{}>", show(needs, *need)),
            Need::Later(need, ANYWHERE) => format!("{}@*", show(needs, *need)),
            Need::Later(need, reach) => format!("{}@{reach}", show(needs, *need)),
            Need::All(parts) => each(parts).join(" & "),
            Need::Any(parts) => format!("({})", each(parts).join(" | ")),
        }
    }

    #[test]
    fn every_part_that_none_can_do_without_is_needed() {
        assert_eq!(need(r#""go" _ @City"#), "m & w1");
        assert_eq!(need(r#""go"? @City{2} ("on" | @City)*"#), "m");
        assert_eq!(need(r#"(?! "go") _ [#NOUN | "on"]"#), "nothing");
    }

    #[test]
    fn contexts_and_conditions_have_needs_too() {
        assert_eq!(need(r#"(?<= "go") _ (?= @City)"#), "<w1> & m");
        assert_eq!(need(r#"[@City & !"Oslo"] ["on" | @City] [cap] /x.*/"#), "(i | w1) & f & i");
    }

    #[test]
    fn of_alternatives_one_is_needed() {
        assert_eq!(need(r#""go" | "run""#), "w2");
        assert_eq!(need(r#"@see (@City | "home")"#), "(m | w1) & w2");
        assert_eq!(need("@see (@City | [cap])"), "w2");
    }

    #[test]
    fn what_stands_behind_a_boundary_is_looked_for_there() {
        assert_eq!(need(r#"@City ; "go" ; @see"#), "(w1@2 | w1@2) & m & w1@1");
        assert_eq!(need("(_ ;)+ @City"), "m@*");
    }
}
