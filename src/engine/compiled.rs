//! What all sessions of an engine share.

use std::sync::Arc;

use crate::analysis::english::{English, Parser};
use crate::compile::{Label, Labels, Layers, Program, QUOTE, Selection};
use crate::fact::Notice;
use crate::pack::{self, RuleBody, RuleDef, RuleId, RuleSet, TypeId};
use crate::text::Article;

use super::Options;
use super::candidates::{StratumIndex, index_strata};
use super::document::Document;
use super::lattice::LabelRanks;
use super::naming::Naming;
use super::overlap::Roots;
use super::value::Meanings;

/// Compiled rules, with what the engine derives from them once.
#[derive(Debug)]
pub(crate) struct Compiled {
    pub(crate) program: Program,
    pub(crate) options: Options,
    pub(crate) english: Option<Arc<English>>,
    /// The parser, where a rule needs one and there is a tagger to feed it.
    pub(crate) parser: Option<Arc<Parser>>,
    pub(crate) strata: Vec<StratumIndex>,
    pub(crate) stratum_of: Vec<u32>,
    pub(crate) label_ranks: LabelRanks,
    pub(crate) roots: Roots,
    /// By label: whether a pattern or role asks for it.
    pub(crate) asked_labels: Vec<bool>,
    /// The label of quotations, if anyone wants them.
    pub(crate) quote_type: Option<Label>,
    /// What lists mean to those who work out values.
    pub(crate) meanings: Meanings,
    /// What stands for what over an article.
    pub(crate) naming: Naming,
    /// The stratum before which names are joined.
    pub(crate) naming_before: usize,
    /// By rule: `pack/name`, and `file:line`.
    pub(crate) rule_names: Vec<(Arc<str>, Arc<str>)>,
}

impl Compiled {
    /// Compiles what the options want of a rule set. The model is asked for only if a rule needs it:
    /// unpacking it takes time and memory.
    pub(crate) fn new(rules: Arc<RuleSet>, options: Options, english: impl FnOnce() -> Option<Arc<English>>) -> Self {
        let selection = select(&rules, &options);
        let program = Program::new(rules, &selection);
        let english = if program.layers.tagging() || program.layers.parse { english() } else { None };
        Self::of(program, options, english)
    }

    /// The same for a rule set that differs in some rules alone, see [`Program::with_changes`].
    pub(crate) fn with_changes(&self, rules: Arc<RuleSet>, is_changed: impl Fn(RuleId) -> bool) -> Option<Self> {
        let program = self.program.with_changes(rules, is_changed)?;
        let needs_more = self.english.is_none() && (program.layers.tagging() || program.layers.parse);
        (!needs_more).then(|| Self::of(program, self.options.clone(), self.english.clone()))
    }

    fn of(program: Program, options: Options, english: Option<Arc<English>>) -> Self {
        let rules = program.rules.clone();
        let (strata, stratum_of) = index_strata(&program);
        let quote_type = find_quote_type(&rules, &program);
        Self {
            label_ranks: LabelRanks::new(&label_names(&rules)),
            asked_labels: asked_labels(&program),
            roots: Roots::new(&program),
            naming_before: naming_stratum(&program),
            rule_names: rules.rules.iter().map(|rule| names_of(&rules, rule)).collect(),
            parser: english.as_ref().and_then(|_| parser(&program)),
            meanings: Meanings::new(&rules),
            quote_type,
            naming: Naming::new(&rules),
            strata,
            stratum_of,
            program,
            options,
            english,
        }
    }

    /// Whether a rule tags a fact type.
    pub(crate) fn makes_facts(&self, rule: RuleId) -> bool {
        let tag = self.program.rules.rules[rule.0 as usize].tag;
        !self.program.rules.types[tag.0 as usize].roles.is_empty()
    }

    /// Whether a rule wants every set of captures.
    pub(crate) fn matches_all(&self, rule: RuleId) -> bool {
        self.program.rules.rules[rule.0 as usize].match_all
    }

    /// Whether a rule reads a dependency tree.
    pub(crate) fn is_tree(&self, rule: RuleId) -> bool {
        matches!(self.program.rules.rules[rule.0 as usize].body, RuleBody::Tree { .. })
    }

    /// `pack/name` of a rule.
    pub(crate) fn rule_name(&self, rule: RuleId) -> &str {
        &self.rule_names[rule.0 as usize].0
    }

    /// Notes the layers that rules need and an article cannot have.
    pub(crate) fn notice_layers(&self, document: &Document, article: &Article, notices: &mut Vec<Notice>) {
        if document.segmentation.tokens.is_empty() {
            return;
        }
        let wanted = self.program.layers;
        if wanted.parse && !document.has_parse() && self.parser.is_none() {
            self.notice_rules(notices, "no-parse", "a dependency parse", |layers| layers.parse);
        }
        if wanted.tagging() && self.english.is_none() && article.annotation.is_none() {
            self.notice_rules(notices, "no-tags", "parts of speech or lemmas", Layers::tagging);
        }
    }

    fn notice_rules(&self, notices: &mut Vec<Notice>, code: &'static str, layer: &str, needs: impl Fn(Layers) -> bool) {
        let rules = self.program.codes.iter().enumerate();
        let lacking = rules.filter(|(_, code)| code.as_ref().is_some_and(|code| needs(code.layers)));
        let names: Vec<String> = lacking.map(|(rule, _)| format!("`{}`", self.rule_names[rule].0)).collect();
        if names.is_empty() {
            return;
        }
        let shown = names.iter().take(5).cloned().collect::<Vec<_>>().join(", ");
        let more = if names.len() > 5 { format!(" and {} more", names.len() - 5) } else { String::new() };
        let message = format!("the article has no {layer}, so these rules did not run: {shown}{more}");
        notices.push(Notice { code, message });
    }
}

#[cfg(feature = "parser")]
fn parser(program: &Program) -> Option<Arc<Parser>> {
    program.layers.parse.then(Parser::embedded)
}

#[cfg(not(feature = "parser"))]
fn parser(_: &Program) -> Option<Arc<Parser>> {
    None
}

fn select(rules: &RuleSet, options: &Options) -> Selection {
    let wanted_type = |id: TypeId| {
        let name = &rules.types[id.0 as usize].name;
        options.types.is_empty() || options.types.iter().any(|wanted| **wanted == **name)
    };
    let wanted_rule = |rule: &RuleDef| {
        let full = names_of(rules, rule).0;
        options.rules.is_empty() || options.rules.iter().any(|wanted| **wanted == *rule.name || **wanted == *full)
    };
    let is_fact = |rule: &RuleDef| !rules.types[rule.tag.0 as usize].roles.is_empty();
    let named = |rule: &RuleDef| !options.rules.is_empty() || !options.types.is_empty() || is_fact(rule);
    let selected = rules.rules.iter().map(|rule| named(rule) && wanted_type(rule.tag) && wanted_rule(rule)).collect();
    Selection { rules: selected, mentions: options.mentions }
}

fn names_of(rules: &RuleSet, rule: &RuleDef) -> (Arc<str>, Arc<str>) {
    let pack = &rules.packs[rule.pack.0 as usize].name;
    (format!("{pack}/{}", rule.name).into(), format!("{}:{}", rule.at.file, rule.at.line).into())
}

fn label_names(rules: &RuleSet) -> Vec<Arc<str>> {
    let types = rules.types.iter().map(|definition| definition.name.clone());
    types.chain(rules.lists.iter().map(|list| list.name.clone())).collect()
}

fn asked_labels(program: &Program) -> Vec<bool> {
    let mut asked = vec![false; program.labels.count()];
    for set in program.labels.sets() {
        set.iter().for_each(|label| asked[label.0 as usize] = true);
    }
    asked
}

fn find_quote_type(rules: &RuleSet, program: &Program) -> Option<Label> {
    let is_quote = |id: &usize| rules.types[*id].pack.is_none() && &*rules.types[*id].name == QUOTE;
    let id = (0..rules.types.len()).find(is_quote)?;
    program.live_types[id].then(|| Labels::of_type(TypeId(id as u32)))
}

/// Names are joined as soon as the last rule has run that makes what aliases join, or competes with it.
fn naming_stratum(program: &Program) -> usize {
    let roots = pack::joined_roots(&program.rules);
    let makes = |rule: &RuleId| roots.contains(&program.rules.root(program.rules.rules[rule.0 as usize].tag));
    program.strata.iter().rposition(|stratum| stratum.rules.iter().any(makes)).map_or(0, |last| last + 1)
}
