using System.Collections.Immutable;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;

namespace LowCode.Rules;

/// <summary>Everything that a rule may ask beside the record's fields. One per evaluation; a rule has no other way to the world.</summary>
public sealed record RuleContext
{
    /// <summary>What <c>today()</c> means: the date in the installation's time zone.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>What <c>now()</c> means.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The person who acts: <c>me.name</c>, <c>me.title</c>, <c>me.division</c>, <c>me.roles</c>.</summary>
    public required Person Me { get; init; }

    /// <summary>The record as a whole: <c>record.id</c>, <c>record.state</c>, <c>record.division</c>, <c>record.createdBy</c>, <c>record.createdAt</c>; null values for a new one.</summary>
    public RecordFacts Record { get; init; } = new(null, null, null, null, null);

    /// <summary>Records that references point to, read before the evaluation (<see cref="RuleProgram.References"/> says which are needed).</summary>
    public IReferenceRows References { get; init; } = NoReferences.Instance;

    /// <summary>What measures how long rules take; never what they mean by a time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    private sealed class NoReferences : IReferenceRows
    {
        public static readonly NoReferences Instance = new();

        public Row? Find(string set, Guid id) => null;
    }
}

/// <summary>The person who acts.</summary>
/// <param name="Name">User name.</param>
/// <param name="Title">Name as people say it.</param>
/// <param name="Division">Code of the division at which they act.</param>
/// <param name="Roles">Roles they hold for the record at hand.</param>
public sealed record Person(string Name, string Title, string Division, ImmutableArray<string> Roles);

/// <summary>The record as a whole.</summary>
public sealed record RecordFacts(Guid? Id, string? State, string? Division, string? CreatedBy, DateTimeOffset? CreatedAt);

/// <summary>Rows of records that references point to.</summary>
public interface IReferenceRows
{
    /// <summary>The fields of a record, or null when it does not exist or may not be seen. <paramref name="set"/> is <c>app/form</c>.</summary>
    Row? Find(string set, Guid id);
}

/// <summary>What rules are compiled against beside their own form: other forms and option lists, of this app and others.</summary>
public interface IRuleEnvironment
{
    /// <summary>The option list of a name (<c>yesNo</c>, <c>community-base/yesNo</c>), or null.</summary>
    OptionListDefinition? OptionList(string name);

    /// <summary>A form that a reference points to (<c>site</c>, <c>community-base/site</c>) with its shape and set name, or null.</summary>
    (FormDefinition Form, Shape Shape, string Set)? Form(string name);
}
