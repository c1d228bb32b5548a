using System.Collections.Immutable;
using LowCode.Definitions.Fields;

namespace LowCode.OData.Model;

/// <summary>
/// How things are called in the service. Names of forms and fields have no underscore, so names that are put together
/// with one cannot collide with them. What a definition may not use is listed in docs/odata.md.
/// </summary>
internal static class Names
{
    /// <summary>Namespace of the types that every app shares.</summary>
    public const string Shared = "LowCode";

    public const string Id = "id";
    public const string Division = "division";
    public const string State = "state";
    public const string CreatedBy = "createdBy";
    public const string CreatedAt = "createdAt";
    public const string ModifiedBy = "modifiedBy";
    public const string ModifiedAt = "modifiedAt";
    public const string Revision = "revision";
    public const string AppVersion = "appVersion";
    public const string Decisions = "decisions";
    public const string RowId = "rowId";
    public const string RecordId = "recordId";
    public const string ParentRowId = "parentRowId";
    public const string Record = "record";
    public const string Masked = Shared + ".masked";
    public const string Can = Shared + ".can";
    public const string Tasks = "tasks";
    public const string Changes = "changes";
    public const string History = "history";
    public const string Divisions = "divisions";
    public const string Me = "me";
    public const string AvailableTransitions = "availableTransitions";
    public const string Evaluate = "evaluate";
    public const string Attachments = "attachments";

    /// <summary>Names that a field on the top level of a form may not have.</summary>
    public static readonly string[] OfRecords =
        [Id, Division, State, CreatedBy, CreatedAt, ModifiedBy, ModifiedAt, Revision, AppVersion, Decisions];

    /// <summary>The same for the engine's own sets, whose records have neither state nor version.</summary>
    public static readonly string[] OfSystemRecords = [.. OfRecords.Except([State, AppVersion, Decisions])];

    /// <summary>Names that a field of a table may not have.</summary>
    public static readonly string[] OfRows = [RowId, RecordId, ParentRowId, Record];

    /// <summary>An app's namespace: <c>flood-readiness</c> becomes <c>flood_readiness</c>.</summary>
    public static string Namespace(string app) =>
        (char.IsAsciiDigit(app[0]) ? "_" : "") + app.Replace('-', '_');

    /// <summary>The set of another app's form in this app's service.</summary>
    public static string ForeignSet(string app, string form) => $"{Namespace(app)}__{form}";

    /// <summary>The property that holds the id of what a reference field points to: <c>site</c> becomes <c>siteId</c>.</summary>
    public static string ReferenceId(string field) => field + "Id";

    /// <summary>What a field is called among the fields beside it.</summary>
    /// <param name="field">The field.</param>
    /// <param name="beside">The fields beside it, itself too.</param>
    /// <param name="reserved">Names that are taken.</param>
    public static string Property(FieldDefinition field, ImmutableArray<FieldDefinition> beside, string[] reserved) => field.To is not null
        ? Free(ReferenceId(field.Name), reserved.Contains)
        : Free(field.Name, wanted => reserved.Contains(wanted) || beside.Any(other => other.To is not null && ReferenceId(other.Name) == wanted));

    /// <summary>A name that is free: with an underscore behind it when something else has it already.</summary>
    public static string Free(string wanted, Func<string, bool> taken) => taken(wanted) ? wanted + "_" : wanted;
}
