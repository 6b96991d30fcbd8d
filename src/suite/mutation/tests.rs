//! The short way to what no test notices agrees with the long one: each mutant
//! compiled in place of its rule, and every text read with it.

use super::Mutation;
use crate::suite::Filter;
use crate::{Article, Pack};

/// Rules on which others build, facts on which none does, facts that others
/// mention, named patterns in rules, in context and in a context's trigger.
const RULES: &str = r#"
[type.Person]
[type.Meeting]
roles = { participant = "Person{2,}" }
[type.Report]
roles = { about = "Meeting" }
[list.given]
words = ["Ann", "Bob"]
[pattern]
name = '@given [cap & !upper]?'
met  = '"met" | "saw" "again"'
not  = '"never" | "not" [#VERB]'
both = '(participant: @Person) @met (participant: @Person)'
[[rule]]
name    = "person"
tag     = "Person"
pattern = '@name (?! "Street")'
unless  = ['"Saint" @given']
[[rule.example]]
text  = "Ann Smith. Bob Street."
facts = [{ text = "Ann Smith" }]
[[rule.example]]
text  = "Saint Ann."
facts = []
[[rule]]
name    = "meets"
tag     = "Meeting"
pattern = '^ "so"? @both (?= "today" | ".")'
where   = 'participant distinct & distance(participant, participant) <= 9'
[[rule.example]]
text  = "Ann Smith met Bob."
facts = [{ participant = ["Ann Smith", "Bob"] }]
[[rule.example]]
text  = "Today Ann met Bob. Ann knew Bob."
facts = []
[[rule]]
name    = "reported"
tag     = "Report"
pattern = '(about: @Meeting) [punct] "it" #VERB'
[[rule.example]]
text  = "Ann met Bob. It rained."
facts = []
[[context]]
name    = "denial"
trigger = '@not'
set     = { polarity = "negative" }
"#;

#[test]
fn the_short_way_finds_what_the_long_one_finds() {
    let pack = Pack::from_toml("t", RULES);
    assert!(!pack.has_errors(), "{:?}", pack.diagnostics());
    let articles = [Article::new("a", "So Ann met Bob. Never. Bob saw again Ann today. It is not said: Ann met Bob.")];
    let mutation = Mutation::new(&pack, &Filter::default(), &articles);
    let short: Vec<String> =
        (0..mutation.batches()).flat_map(|batch| mutation.survivors(batch)).map(|m| name(&m)).collect();
    let all: Vec<usize> = (0..mutation.texts.len()).collect();
    // With everything compiled again.
    let notices = |mutant: &super::Mutant| {
        let (rules, _) = super::rewrite::in_place(mutation.rules, mutant);
        let mut session = crate::Engine::from_rules(rules.into(), super::options()).session();
        let anew = all.iter().any(|&at| !mutation.is_base(at, &session.read(&mutation.articles[at])));
        assert_eq!(anew, mutation.notices_in_place(mutant, &all), "{}", name(mutant));
        anew
    };
    let long = mutation.mutants.iter().filter(|mutant| !notices(mutant));
    assert_eq!(short, long.map(name).collect::<Vec<_>>());
    assert!(!short.is_empty() && short.len() < mutation.count() && mutation.count() > 10, "{}", mutation.count());
}

fn name(mutant: &super::Mutant) -> String {
    format!("{}: {}", mutant.owner, mutant.done)
}
