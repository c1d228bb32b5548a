using System.Globalization;
using System.Text.Json;
using LowCode.Definitions.Messages;
using LowCode.Rules;
using LowCode.Workflows.Deadlines;
using LowCode.Workflows.Planning;
using LowCode.Workflows.Roles;
using LowCode.Workflows.Signing;
using LowCode.Workflows.Taking;
using LowCode.Workflows.Tasks;
using LowCode.Workflows.Tests.Support;

namespace LowCode.Workflows.Tests.Corpus;

/// <summary>
/// <c>corpus/workflows</c>: a form, a workflow over it, and cases. A record is in a <c>state</c> at a <c>division</c> with
/// values <c>given</c>; people (<c>name: role@division, …</c>) act in <c>steps</c>, each of which moves the record when it
/// happens. A case expects, at its end: <c>state</c>, <c>offered</c> (person to transitions), <c>refused</c> (code of the
/// last step's refusals, with their paths), <c>tasks</c>, <c>escalated</c>, <c>due</c> (for <c>entered</c>), <c>signed</c>
/// (who is kept), <c>set</c> (values that the last step sets), <c>lockedChanges</c> of <c>changed</c> values.
/// </summary>
public class WorkflowCorpusTests
{
    static readonly WorkTime Time = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), WorkCalendar.China);
    static readonly DateTimeOffset At = new(2026, 6, 1, 2, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string> Cases() => CorpusFiles.Cases("workflows");

    [Theory, MemberData(nameof(Cases))]
    public void A_workflow_goes_as_the_corpus_says(string file, string name)
    {
        var (parts, one) = CorpusFiles.Find("workflows", file, name);
        var expect = one.GetProperty("expect");
        var app = TestApp.Read(Merge(parts, one));
        if (expect.TryGetProperty("diagnostics", out var diagnostics))
        {
            Expectations.Diagnostics(diagnostics, app.Diagnostics);
            return;
        }
        Assert.DoesNotContain(app.Diagnostics, found => found.Severity == Severity.Error);
        new Play(app, one).Check(expect);
    }

    // A case may bring its own workflow, or change one property of the file's.
    static JsonElement Merge(JsonElement parts, JsonElement one)
    {
        var merged = parts.EnumerateObject().ToDictionary(property => property.Name, property => property.Value);
        if (one.TryGetProperty("workflow", out var workflow))
            merged["workflow"] = workflow;
        return JsonSerializer.SerializeToElement(merged);
    }

    sealed class Play
    {
        readonly TestApp _app;
        readonly WorkflowPlan _plan;
        readonly JsonElement _case;
        readonly string _division;
        readonly Definitions.Values.Row _row;
        string _state;
        Signatures _signatures = Signatures.None;
        List<Finding> _refused = [];
        Dictionary<string, string?> _set = [];
        bool _fails;

        public Play(TestApp app, JsonElement one)
        {
            _app = app;
            _plan = app.Workflow!;
            _case = one;
            _division = one.TryGetProperty("division", out var division) ? division.GetString()! : TestDivisions.Neighborhood;
            _row = app.Row(one.TryGetProperty("given", out var given) ? given : JsonSerializer.SerializeToElement(new { }));
            _state = one.TryGetProperty("state", out var state) ? state.GetString()! : _plan.Initial.Name;
            if (!one.TryGetProperty("steps", out var steps))
                return;
            foreach (var step in steps.EnumerateArray())
                Take(step);
        }

        void Take(JsonElement step)
        {
            var (who, what) = (step[0].GetString()!, step[1].GetString()!);
            var transition = _plan.Transition(what)!;
            _refused = [];
            if (AttemptOf(who).WhyNotOffered(transition) is { } why)
            {
                _refused.Add(why);
                return;
            }
            using var session = _app.Open(_row);
            try
            {
                _refused.AddRange(Attempt.WhyNotReady(transition, session, _row));
                if (_refused.Count > 0)
                    return;
                _set = transition.ValuesToSet(session, _row).ToDictionary(one => one.Slot.Path, one => (string?)one.Value.ToString());
            }
            catch (RuleException)
            {
                _fails = true;
                return;
            }
            var taken = AttemptOf(who).Take(transition, At);
            _signatures = taken.Signatures;
            if (taken.Happens)
                _state = transition.To;
        }

        Attempt AttemptOf(string who) => new()
        {
            Plan = _plan,
            State = _state,
            Division = _division,
            Divisions = TestDivisions.Instance,
            Actor = ActorOf(who),
            Signatures = _signatures,
        };

        // "li: reviewer@310106011, clerk@3101" is a person with roles at divisions.
        static Actor ActorOf(string text)
        {
            if (text == "system")
                return Actor.System;
            var parts = text.Split(':', 2);
            var roles = parts[1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(role => role.Split('@'));
            return new Actor(parts[0], [.. roles.Select(role => new HeldRole(role[0], role[1]))]);
        }

        public void Check(JsonElement expect)
        {
            foreach (var property in expect.EnumerateObject())
                Check(property.Name, property.Value);
            if (!expect.TryGetProperty("refused", out _))
                Assert.Empty(_refused.Select(finding => finding.In("en")));
            Assert.Equal(expect.TryGetProperty("fails", out _), _fails);
        }

        void Check(string what, JsonElement wanted)
        {
            switch (what)
            {
                case "state": Assert.Equal(wanted.GetString(), _state); break;
                case "fails": break;
                case "offered":
                    foreach (var person in wanted.EnumerateObject())
                        Assert.Equal(Texts(person.Value), AttemptOf(person.Name).Offered().Select(transition => transition.Name));
                    break;
                case "refused": Assert.Equal(Texts(wanted), _refused.Select(Shown)); break;
                case "tasks": Assert.Equal(Texts(wanted), Tasks().Select(Shown)); break;
                case "escalated":
                    Assert.Equal(Texts(wanted), WorkflowTasks.Escalate(_plan.State(_state)!, Tasks(), _division, TestDivisions.Instance).Select(Shown));
                    break;
                case "due": Assert.Equal(wanted.GetString(), Due()?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)); break;
                case "signed": Assert.Equal(Texts(wanted), _signatures.All.Select(signature => $"{signature.By} {signature.Transition}")); break;
                case "final": Assert.Equal(wanted.GetBoolean(), _plan.State(_state)!.IsFinal); break;
                case "set": Assert.Equal(wanted.EnumerateObject().ToDictionary(one => one.Name, one => (string?)one.Value.GetString()), _set); break;
                case "submits":
                    Assert.Equal(wanted.EnumerateObject().Select(one => (one.Name, one.Value.GetBoolean())), wanted.EnumerateObject().Select(one => (one.Name, _plan.Transition(one.Name)!.Submits)));
                    break;
                case "lockedChanges":
                    var changed = _app.Row(_case.GetProperty("changed"));
                    Assert.Equal(Texts(wanted), _plan.State(_state)!.LockedChanges(_row, changed).Select(Shown));
                    break;
                default: throw new InvalidOperationException($"A workflow case expects no '{what}'.");
            }
        }

        DateTimeOffset? Due()
        {
            var entered = _case.TryGetProperty("entered", out var given) ? given.GetDateTimeOffset() : At;
            return _plan.State(_state)!.Deadline?.DueAt(entered, Time);
        }

        System.Collections.Immutable.ImmutableArray<WorkflowTask> Tasks() =>
            WorkflowTasks.Of(_plan.State(_state)!, _division, TestDivisions.Instance, Due(), _signatures);

        static string Shown(WorkflowTask task) => $"{task.Role}@{task.Division}";

        static string Shown(Finding finding) =>
            finding.Message.Code + (finding.Path.Length > 0 ? " " + finding.Path : "") + (finding.Text is { } text ? " " + text.Original : "");

        static IEnumerable<string> Texts(JsonElement list) => list.EnumerateArray().Select(text => text.GetString()!);
    }
}
