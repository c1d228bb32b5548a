using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime.Identity;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Runtime.SystemSets;

/// <summary>Published versions of apps, each with all its files: from these an installation starts.</summary>
public static class AppSet
{
    /// <summary>The form's name.</summary>
    public const string Form = "app";

    /// <summary>The set's name.</summary>
    public const string Name = $"{SystemSet.App}/{Form}";

    /// <summary>The fields.</summary>
    public static FormDefinition Definition { get; } = SystemForm.Of(Form, "应用版本", "App version", "app",
        SystemForm.Field("app", "text", "应用", "App"),
        SystemForm.Field("number", "integer", "版本序号", "Number"),
        SystemForm.Field("version", "text", "版本", "Version"),
        SystemForm.Field("hash", "text", "内容散列值", "Hash of the files"),
        SystemForm.Field("shapes", "longText", "字段布局", "Shapes of the forms"),
        SystemForm.Table("files", "文件", "Files",
            SystemForm.Field("path", "text", "路径", "Path"),
            SystemForm.Field("text", "longText", "内容", "Content")));

    /// <summary>The slots.</summary>
    public static Shape Shape { get; } = Shapes.Of(Definition);

    /// <summary>The set as it is declared.</summary>
    public static RecordSet Set { get; } = new(Name, Shape, [new RecordIndex([FieldRef.Of(App), FieldRef.Of(Number)], Unique: true)]);

    /// <summary>Name of the app.</summary>
    public static Slot App => Shape["app"];

    /// <summary>Number of the version, from 1.</summary>
    public static Slot Number => Shape["number"];

    /// <summary>The author's version.</summary>
    public static Slot Version => Shape["version"];

    /// <summary>SHA-256 over all files, to know the same pack again.</summary>
    public static Slot Hash => Shape["hash"];

    /// <summary>The shapes of its forms as JSON, so that a start need not read older versions.</summary>
    public static Slot FormShapes => Shape["shapes"];

    /// <summary>The files: rows of path and text.</summary>
    public static Slot Files => Shape["files"];

    /// <summary>The id of a version's record.</summary>
    public static Guid IdOf(string app, int number) =>
        NamedId.Of(Name, app, number.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
