namespace LowCode.Definitions.Messages;

/// <summary>What an entered value breaks of its field's type and constant constraints: LC30xx.</summary>
public static class FormMessages
{
    /// <summary>A number below the smallest.</summary>
    public static readonly Message TooSmall = new("LC3001", "不能小于 {min}。", "Must not be less than {min}.");

    /// <summary>A number above the largest.</summary>
    public static readonly Message TooLarge = new("LC3002", "不能大于 {max}。", "Must not be more than {max}.");

    /// <summary>More decimal places than the field keeps.</summary>
    public static readonly Message TooManyDecimals =
        new("LC3003", "最多保留 {scale} 位小数。", "At most {scale} decimal places are allowed.");

    /// <summary>A whole number that is not exact in JavaScript.</summary>
    public static readonly Message IntegerOutOfRange =
        new("LC3004", "数字太大，整数须在 -{max} 到 {max} 之间。", "Whole numbers must lie between -{max} and {max}.");

    /// <summary>Too few characters.</summary>
    public static readonly Message TooShort =
        new("LC3005", "至少填写 {min} 个字，现在是 {length} 个。", "At least {min} characters are needed; there are {length}.");

    /// <summary>Too many characters.</summary>
    public static readonly Message TooLong =
        new("LC3006", "最多填写 {max} 个字，现在是 {length} 个。", "At most {max} characters are allowed; there are {length}.");

    /// <summary>Does not match the field's pattern.</summary>
    public static readonly Message PatternMismatch =
        new("LC3007", "格式不正确，请按要求的格式填写（{pattern}）。", "The format is wrong; expected: {pattern}.");

    /// <summary>A date or time before the first.</summary>
    public static readonly Message TooEarly = new("LC3008", "不能早于 {min}。", "Must not be before {min}.");

    /// <summary>A date or time after the last.</summary>
    public static readonly Message TooLate = new("LC3009", "不能晚于 {max}。", "Must not be after {max}.");

    /// <summary>A character that cannot be seen or stored everywhere.</summary>
    public static readonly Message ControlCharacter =
        new("LC3010", "含有看不见的控制字符（{code}），请删除后重新填写。", "Contains a control character ({code}); please remove it.");

    /// <summary>Too few options chosen.</summary>
    public static readonly Message TooFewChoices =
        new("LC3011", "至少选择 {min} 项，现在选了 {count} 项。", "Choose at least {min}; {count} chosen.");

    /// <summary>Too many options chosen.</summary>
    public static readonly Message TooManyChoices =
        new("LC3012", "最多选择 {max} 项，现在选了 {count} 项。", "Choose at most {max}; {count} chosen.");

    /// <summary>Too few files.</summary>
    public static readonly Message TooFewFiles =
        new("LC3013", "至少上传 {min} 个文件，现在有 {count} 个。", "Attach at least {min} files; there are {count}.");

    /// <summary>Too many files.</summary>
    public static readonly Message TooManyFiles =
        new("LC3014", "最多上传 {max} 个文件，现在有 {count} 个。", "Attach at most {max} files; there are {count}.");

    /// <summary>A file that is too large.</summary>
    public static readonly Message FileTooLarge =
        new("LC3015", "文件“{file}”太大（{size} 字节），最大允许 {max} 字节。", "The file '{file}' is too large ({size} bytes); at most {max} bytes are allowed.");

    /// <summary>A file of a type that is not accepted.</summary>
    public static readonly Message MediaTypeRefused =
        new("LC3016", "文件“{file}”的类型（{mediaType}）不允许，只接受 {accept}。", "The file '{file}' is of type {mediaType}; accepted: {accept}.");

    /// <summary>Too few rows.</summary>
    public static readonly Message TooFewRows =
        new("LC3017", "至少填写 {min} 行，现在有 {count} 行。", "At least {min} rows are needed; there are {count}.");

    /// <summary>Too many rows.</summary>
    public static readonly Message TooManyRows =
        new("LC3018", "最多填写 {max} 行，现在有 {count} 行。", "At most {max} rows are allowed; there are {count}.");

    /// <summary>No point on the earth.</summary>
    public static readonly Message LocationOutOfRange =
        new("LC3019", "位置不正确：纬度 {latitude}，经度 {longitude}。", "Not a point on the earth: latitude {latitude}, longitude {longitude}.");
}
