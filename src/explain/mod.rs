//! Why a rule matched, and why it did not.
//!
//! An article is read as always, with every rule of the packs, so that what is
//! told is what happened. Only then is the one rule walked through again, over
//! its syntax tree and what the engine left open, by a walker that remembers
//! each step. The engine itself pays nothing for it. This room gives data; it
//! draws nothing.

mod machine;
mod memo;
mod reject;
mod report;
mod steps;
mod subject;
#[cfg(test)]
mod tests;
mod tree;
mod walk;

use std::sync::Arc;

use crate::engine::{Engine, Inspection, Matched, Session};
use crate::fact::{Evidence, Fact};
use crate::pack::{PackId, RuleBody, RuleDef, RuleId, RuleSet};
use crate::text::{Article, TokenSpan};

use machine::{Kind, Machine};
use memo::{Dead, Memo};
pub use report::{
    Attempt, Check, Explanation, Failure, Fate, How, Miss, PatternMiss, RolePath, SentenceView, Step, TokenView,
};
use steps::{captures, failure, one_line, steps, tokens_between};
use subject::{Asker, Scene, Subject};
use walk::{Event, Walker, Way};

/// Explains the rules of packs. It holds the compiled rules, so that many
/// questions cost one compilation.
///
/// ```
/// use nutgraf::explain::{Explainer, Miss};
///
/// let pack = nutgraf::Pack::from_toml("p", r#"
///     [type.Person]
///     [list.people]
///     words = ["Ann", "Bob"]
///     type  = "Person"
///     [type.Meeting]
///     roles = { who = "Person{2,}" }
///     [[rule]]
///     name = "met"
///     tag = "Meeting"
///     pattern = '(who: @Person) ~meet (who: @Person)'
/// "#);
/// let mut explainer = Explainer::new(pack.rules());
/// let rule = explainer.rule("met").expect("it stands above");
/// let article = nutgraf::Article::new("a", "Ann saw Bob.");
/// let Some(Miss::Pattern(miss)) = explainer.nearest_miss(rule, &article) else { panic!("no miss") };
/// assert_eq!(miss.failures[0].part, "~meet");
/// assert_eq!(miss.failures[0].checks[0].is.as_deref(), Some("see"));
/// assert!(miss.rest_matches);
/// ```
#[derive(Debug)]
pub struct Explainer {
    rules: Arc<RuleSet>,
    session: Session,
}

/// The most matches that came to nothing which are told of a sentence.
const MAX_REJECTED: usize = 3;

/// In how many sentences the nearest miss is looked for.
const MAX_NEAR: usize = 8;

impl Explainer {
    /// Compiles rules to explain them.
    ///
    /// ```
    /// let pack = nutgraf::Pack::from_toml("greetings", r#"
    ///     [type.Greeting]
    ///     roles = { word = "text" }
    ///     [[rule]]
    ///     name = "hello"
    ///     tag = "Greeting"
    ///     pattern = '(word: "hello")'
    /// "#);
    /// let mut explainer = nutgraf::explain::Explainer::new(pack.rules());
    /// assert!(explainer.rule("hello").is_some());
    /// ```
    pub fn new(rules: &Arc<RuleSet>) -> Self {
        Self { rules: rules.clone(), session: Engine::for_inspection(rules.clone()).session() }
    }

    /// The rule of a name, `pack/name` or `name`.
    ///
    /// ```
    /// let pack = nutgraf::Pack::from_toml("greetings", r#"
    ///     [type.Greeting]
    ///     roles = { word = "text" }
    ///     [[rule]]
    ///     name = "hello"
    ///     tag = "Greeting"
    ///     pattern = '(word: "hello")'
    /// "#);
    /// let explainer = nutgraf::explain::Explainer::new(pack.rules());
    /// assert_eq!(explainer.rule("hello"), explainer.rule("greetings/hello"));
    /// assert!(explainer.rule("goodbye").is_none());
    /// ```
    pub fn rule(&self, name: &str) -> Option<RuleId> {
        let full = |rule: &RuleDef| format!("{}/{}", self.rules.packs[rule.pack.0 as usize].name, rule.name);
        let named = |rule: &RuleDef| *rule.name == *name || full(rule) == name;
        self.rules.rules.iter().position(named).map(|number| RuleId(number as u32))
    }

    /// Why a rule does what it does with an article.
    ///
    /// ```
    /// let pack = nutgraf::Pack::from_toml("greetings", r#"
    ///     [type.Greeting]
    ///     roles = { word = "text" }
    ///     [[rule]]
    ///     name = "hello"
    ///     tag = "Greeting"
    ///     pattern = '(word: "hello")'
    /// "#);
    /// let mut explainer = nutgraf::explain::Explainer::new(pack.rules());
    /// let rule = explainer.rule("hello").expect("it stands above");
    /// let explanation = explainer.explain(rule, &nutgraf::Article::new("a", "Hello!"));
    /// assert!(explanation.miss.is_none());
    /// ```
    pub fn explain(&mut self, rule: RuleId, article: &Article) -> Explanation {
        self.explain_bytes(rule, article, 0..article.text.len())
    }

    /// The same of the sentences that touch a range of the article's bytes alone.
    ///
    /// ```
    /// let pack = nutgraf::Pack::from_toml("greetings", r#"
    ///     [type.Greeting]
    ///     roles = { word = "text" }
    ///     [[rule]]
    ///     name = "hello"
    ///     tag = "Greeting"
    ///     pattern = '(word: "hello")'
    /// "#);
    /// let mut explainer = nutgraf::explain::Explainer::new(pack.rules());
    /// let rule = explainer.rule("hello").expect("it stands above");
    /// let article = nutgraf::Article::new("a", "Hello! Goodbye!");
    /// assert!(explainer.explain_bytes(rule, &article, 0..5).miss.is_none());
    /// assert!(explainer.explain_bytes(rule, &article, 7..15).miss.is_some());
    /// ```
    pub fn explain_bytes(&mut self, rule: RuleId, article: &Article, bytes: std::ops::Range<usize>) -> Explanation {
        let rules = self.rules.clone();
        let inspection = self.session.inspect(article);
        Telling { rules: &rules, id: rule, inspection: &inspection, memo: &Memo::default() }.explanation(bytes)
    }

    /// How each of the facts of an article was found: the match of its first telling.
    /// The article is read once, whatever the number of facts.
    ///
    /// ```
    /// let pack = nutgraf::Pack::from_toml("greetings", r#"
    ///     [type.Greeting]
    ///     roles = { word = "text" }
    ///     [[rule]]
    ///     name = "hello"
    ///     tag = "Greeting"
    ///     pattern = '(word: "hello")'
    /// "#);
    /// let mut explainer = nutgraf::explain::Explainer::new(pack.rules());
    /// let article = nutgraf::Article::new("a", "Hello!");
    /// let engine = nutgraf::Engine::from_rules(pack.rules().clone(), nutgraf::Options::default());
    /// let facts = engine.session().extract(&article);
    /// assert!(explainer.traces(&article, &facts)[0].is_some());
    /// ```
    pub fn traces(&mut self, article: &Article, facts: &[Fact]) -> Vec<Option<Attempt>> {
        let rules = self.rules.clone();
        let ids: Vec<Option<RuleId>> = facts.iter().map(|fact| self.rule(&fact.evidence.first()?.rule)).collect();
        let inspection = self.session.inspect(article);
        let memo = Memo::default();
        let trace = |(fact, id): (&Fact, Option<RuleId>)| {
            let told = fact.evidence.first()?;
            Telling { rules: &rules, id: id?, inspection: &inspection, memo: &memo }.trace(told)
        };
        facts.iter().zip(ids).map(trace).collect()
    }

    /// How much is done to explain a rule: steps of walks, and questions asked of tokens.
    #[cfg(test)]
    fn work(&mut self, rule: RuleId, article: &Article) -> u64 {
        let rules = self.rules.clone();
        let inspection = self.session.inspect(article);
        let memo = Memo::default();
        Telling { rules: &rules, id: rule, inspection: &inspection, memo: &memo }.explanation(0..article.text.len());
        memo.steps()
    }

    /// How near a rule came in an article where nothing came of it; none where something did.
    ///
    /// ```
    /// let pack = nutgraf::Pack::from_toml("greetings", r#"
    ///     [type.Greeting]
    ///     roles = { word = "text" }
    ///     [[rule]]
    ///     name = "hello"
    ///     tag = "Greeting"
    ///     pattern = '(word: "hello")'
    /// "#);
    /// let mut explainer = nutgraf::explain::Explainer::new(pack.rules());
    /// let rule = explainer.rule("hello").expect("it stands above");
    /// assert!(explainer.nearest_miss(rule, &nutgraf::Article::new("a", "Goodbye!")).is_some());
    /// assert!(explainer.nearest_miss(rule, &nutgraf::Article::new("a", "Hello!")).is_none());
    /// ```
    pub fn nearest_miss(&mut self, rule: RuleId, article: &Article) -> Option<Miss> {
        let explanation = self.explain(rule, article);
        explanation.miss
    }
}

/// One rule over one article that was read.
struct Telling<'a> {
    rules: &'a RuleSet,
    id: RuleId,
    inspection: &'a Inspection<'a>,
    memo: &'a Memo,
}

impl<'a> Telling<'a> {
    fn rule(&self) -> &'a RuleDef {
        &self.rules.rules[self.id.0 as usize]
    }

    fn scene(&self) -> Scene<'a> {
        Scene { view: self.inspection.view, over: &self.inspection.over, memo: self.memo }
    }

    /// The match that made a telling of a fact.
    fn trace(&self, told: &Evidence) -> Option<Attempt> {
        let machine = Machine::new(self.rules, self.rule().pack, self.pattern())?;
        let walker = Walker { view: self.scene(), machine: &machine };
        let mut attempts = Vec::new();
        self.attempts(walker, told.sentence, &mut Dead::default(), &mut attempts);
        let is_it = |attempt: &Attempt| {
            attempt.fate.is_success() && told.span.start <= attempt.span.start && attempt.span.end <= told.span.end
        };
        attempts.into_iter().find(is_it)
    }

    fn pattern(&self) -> &'a crate::pattern::Node {
        match &self.rule().body {
            RuleBody::Sequence(pattern) => pattern,
            RuleBody::Tree { trigger, .. } => trigger,
        }
    }

    fn explanation(&self, bytes: std::ops::Range<usize>) -> Explanation {
        let rule = self.rule();
        let sentences = self.sentences_in(&bytes);
        let (attempts, miss) = self.tell(&sentences);
        let mut shown: Vec<u32> = attempts.iter().map(|attempt| attempt.sentence).collect();
        match &miss {
            Some(Miss::Pattern(miss)) => shown.push(miss.sentence),
            Some(Miss::Rejected(attempt)) => shown.push(attempt.sentence),
            _ => {}
        }
        shown.sort_unstable();
        shown.dedup();
        let shown = if shown.is_empty() || sentences.len() == 1 { sentences } else { shown };
        let paths = match &rule.body {
            RuleBody::Sequence(_) => Vec::new(),
            RuleBody::Tree { roles, .. } => {
                roles.iter().map(|role| (role.name.to_string(), role.path.to_string())).collect()
            }
        };
        Explanation {
            rule: format!("{}/{}", self.rules.packs[rule.pack.0 as usize].name, rule.name),
            at: format!("{}:{}", rule.at.file, rule.at.line),
            tags: self.rules.types[rule.tag.0 as usize].name.to_string(),
            pattern: self.pattern().to_string(),
            paths,
            sentences: shown.into_iter().map(|sentence| self.sentence_view(sentence)).collect(),
            attempts,
            miss,
        }
    }

    fn sentences_in(&self, bytes: &std::ops::Range<usize>) -> Vec<u32> {
        let document = self.inspection.view.document;
        let touches = |number: &u32| {
            let span = document.span(document.sentence(*number).tokens);
            (span.start as usize) < bytes.end && bytes.start < span.end as usize
        };
        (0..document.segmentation.sentences.len() as u32).filter(touches).collect()
    }

    fn sentence_view(&self, number: u32) -> SentenceView {
        let view = self.scene();
        let tokens = view.document.sentence(number).tokens;
        let reads_tree = matches!(self.rule().body, RuleBody::Tree { .. });
        SentenceView {
            number,
            tokens: (tokens.start..tokens.end).map(|token| self.token_view(token)).collect(),
            tree: if reads_tree { tree::draw(view, number) } else { Vec::new() },
        }
    }

    fn token_view(&self, token: u32) -> TokenView {
        const FLAGS: [&str; 7] = ["first", "title", "quoted", "cap", "upper", "digit", "punct"];
        let asker = Asker { view: self.scene(), pack: PackId(0) };
        let subject = Subject::Token(token);
        let mut mentions: Vec<String> = asker.covering(token).into_iter().map(|index| asker.type_name(index)).collect();
        mentions.sort();
        mentions.dedup();
        TokenView {
            number: token,
            text: one_line(asker.text(subject)),
            lemma: asker.attribute(subject, "lemma"),
            pos: asker.attribute(subject, "pos"),
            xpos: asker.attribute(subject, "xpos"),
            dep: asker.attribute(subject, "dep"),
            shape: asker.attribute(subject, "shape").unwrap_or_default(),
            flags: FLAGS.into_iter().filter(|flag| asker.flag(subject, flag) == Some(true)).collect(),
            mentions,
        }
    }

    /// What matched, and where nothing came of it the nearest miss.
    fn tell(&self, sentences: &[u32]) -> (Vec<Attempt>, Option<Miss>) {
        if let Some(reason) = self.cannot_run() {
            return (Vec::new(), Some(Miss::NotRun { reason }));
        }
        let Some(machine) = Machine::new(self.rules, self.rule().pack, self.pattern()) else {
            let reason = "its pattern unrolls to too much".to_owned();
            return (Vec::new(), Some(Miss::NotRun { reason }));
        };
        let walker = Walker { view: self.scene(), machine: &machine };
        let mut attempts = Vec::new();
        let mut dead = Dead::default();
        for &sentence in sentences {
            self.attempts(walker, sentence, &mut dead, &mut attempts);
        }
        if attempts.iter().any(|attempt| attempt.fate.is_success()) {
            return (attempts, None);
        }
        // What matched and was rejected is nearer than what did not match.
        if !attempts.is_empty() {
            let rejected = attempts.remove(0);
            return (attempts, Some(Miss::Rejected(rejected)));
        }
        let miss = pattern_miss(walker, sentences);
        (attempts, Some(miss))
    }

    fn cannot_run(&self) -> Option<String> {
        let program = self.inspection.view.program;
        let code = program.code(self.id)?;
        let needs_parse = code.layers.parse && !self.inspection.view.document.has_parse();
        needs_parse.then(|| "it needs a dependency parse, and the article has none; give it as CoNLL-U".to_owned())
    }

    fn attempts(&self, walker: Walker<'_, 'a>, sentence: u32, dead: &mut Dead, attempts: &mut Vec<Attempt>) {
        let view = walker.view;
        let tokens = view.document.sentence(sentence).tokens;
        let matches: Vec<&Matched> = self.inspection.matches.iter().filter(|found| found.rule == self.id).collect();
        let mut rejected = 0;
        let mut token = tokens.start;
        while token < tokens.end {
            let here: Vec<&&Matched> = matches.iter().filter(|found| found.tokens.start == token).collect();
            let node = token + sentence;
            for found in &here {
                let end = found.tokens.end + view.document.sentence_of[found.tokens.end as usize - 1];
                let way = walker.find(node, Some(end), false).or_else(|| walker.find(node, None, false));
                attempts.extend(way.map(|way| self.matched(walker, found, &way)));
            }
            let covered =
                matches.iter().filter(|found| found.tokens.contains(token)).map(|found| found.tokens.end).max();
            if let Some(end) = covered {
                token = end.min(tokens.end).max(token + 1);
                continue;
            }
            let way = if rejected < MAX_REJECTED { walker.find_beyond(dead, node, None, false) } else { None };
            let found = way.and_then(|way| Some((self.rejected(walker, sentence, node, &way)?, way.end)));
            if let Some((attempt, end)) = found {
                attempts.push(attempt);
                rejected += 1;
                token = view.lattice.token(end).min(tokens.end).max(token + 1);
            } else {
                token += 1;
            }
        }
    }

    /// A match of the engine, and what became of it.
    fn matched(&self, walker: Walker<'_, 'a>, found: &Matched, way: &Way) -> Attempt {
        Attempt {
            fate: self.fate(found),
            attributes: self.attributes(found),
            ..self.attempt(walker, found.sentence, found.tokens, &way.events)
        }
    }

    /// A way that the engine did not take to a match, with the reason.
    fn rejected(&self, walker: Walker<'_, 'a>, sentence: u32, node: u32, way: &Way) -> Option<Attempt> {
        let tokens = tokens_between(walker.view, node, way.end);
        if tokens.is_empty() {
            return None;
        }
        let captures = captures(walker.view, walker.machine, &way.events);
        let fate = self.reason(tokens, sentence, captures)?;
        Some(Attempt { fate, ..self.attempt(walker, sentence, tokens, &way.events) })
    }

    fn attempt(&self, walker: Walker<'_, 'a>, sentence: u32, tokens: TokenSpan, events: &[Event]) -> Attempt {
        let view = walker.view;
        let span = view.document.span(tokens);
        let roles = match &self.rule().body {
            RuleBody::Sequence(_) => Vec::new(),
            RuleBody::Tree { roles, .. } => {
                roles.iter().map(|role| tree::role_path(view, self.rules, self.rule().pack, role, tokens)).collect()
            }
        };
        Attempt {
            sentence,
            span,
            text: one_line(span.slice(view.text)),
            steps: steps(walker, events),
            roles,
            attributes: Vec::new(),
            fate: Fate::Where { reasons: Vec::new() },
        }
    }
}

/// How near the best attempt in some sentences came.
fn pattern_miss(walker: Walker<'_, '_>, sentences: &[u32]) -> Miss {
    let view = walker.view;
    let starts = |sentence: u32| {
        let tokens = view.document.sentence(sentence).tokens;
        (tokens.start..tokens.end).map(move |token| token + sentence)
    };
    // In a long article a failure is passed over only where most of the pattern is met anyway.
    let mut sentences = sentences.to_vec();
    if sentences.len() > MAX_NEAR {
        sentences.sort_by_cached_key(|&sentence| std::cmp::Reverse(walker.reach(starts(sentence))));
        sentences.truncate(MAX_NEAR);
    }
    let Some(near) = walker.nearest(sentences.into_iter().flat_map(starts)) else {
        return Miss::Nothing { begins_with: begins_with(walker.machine) };
    };
    let skip = near.events.iter().position(|event| matches!(event, Event::Skip { .. }));
    let (before, behind) = near.events.split_at(skip.unwrap_or(near.events.len()));
    let (failures, rest) = match behind.split_first() {
        Some((&Event::Skip { state, from, to, how }, rest)) => (vec![failure(walker, state, (from, to), how)], rest),
        _ => (
            near.failed.iter().map(|&state| failure(walker, state, (near.end, near.end), How::Fails)).collect(),
            behind,
        ),
    };
    let node = |event: &Event| match *event {
        Event::Pass { from, .. } | Event::Skip { from, .. } => from,
    };
    let first = near.events.first().map_or(near.end, node);
    let tokens = tokens_between(view, first, near.end);
    let text = if tokens.is_empty() { String::new() } else { one_line(view.document.span(tokens).slice(view.text)) };
    Miss::Pattern(PatternMiss {
        sentence: view.lattice.sentence(first),
        text,
        steps: steps(walker, before),
        failures: dedup(failures),
        rest_matches: skip.is_some(),
        rest: steps(walker, rest),
    })
}

/// One failure for each part of the pattern.
fn dedup(failures: Vec<Failure>) -> Vec<Failure> {
    let mut kept: Vec<Failure> = Vec::new();
    for failure in failures {
        if !kept.iter().any(|known| known.part == failure.part) {
            kept.push(failure);
        }
    }
    kept
}

/// What a match may begin with.
fn begins_with(machine: &Machine<'_>) -> Vec<String> {
    let mut parts = Vec::new();
    let mut seen = vec![false; machine.states.len()];
    let mut open = vec![machine.start];
    while let Some(id) = open.pop() {
        if std::mem::replace(&mut seen[id as usize], true) {
            continue;
        }
        let state = machine.state(id);
        match state.kind {
            Kind::Split(second) => open.extend([second, state.next]),
            Kind::Match => {}
            _ if state.consumes() => {
                let part = state.part();
                if !parts.contains(&part) {
                    parts.push(part);
                }
            }
            _ => open.push(state.next),
        }
    }
    parts
}
