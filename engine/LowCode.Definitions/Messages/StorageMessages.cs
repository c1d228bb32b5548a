namespace LowCode.Definitions.Messages;

/// <summary>What stores say: LC5xxx.</summary>
public static class StorageMessages
{
    /// <summary>Another process has the folder.</summary>
    public static readonly Message FolderInUse = new("LC5001",
        "数据文件夹“{folder}”正被另一个程序使用。请先停止那个程序，再重新启动。",
        "The data folder '{folder}' is in use by another process. Stop that process, then start again.");

    /// <summary>The file is not one of ours, or it is damaged.</summary>
    public static readonly Message FileDamaged = new("LC5002",
        "数据文件“{file}”无法读取：{reason}。请用最近一次备份恢复。",
        "The data file '{file}' cannot be read: {reason}. Restore the latest backup.");

    /// <summary>The file was written by another version of the store.</summary>
    public static readonly Message FormatUnknown = new("LC5003",
        "数据文件“{file}”的格式版本是 {found}，本程序只认得版本 {expected}。请换用写出该文件的程序版本。",
        "The data file '{file}' has format version {found}; this program knows version {expected}. Use the version of the program that wrote it.");

    /// <summary>The database engine is not the version that the durable log was made for.</summary>
    public static readonly Message EngineVersionWrong = new("LC5004",
        "数据库引擎应为 LiteDB {expected}，实际是 {found}。请重新安装本程序。",
        "The database engine must be LiteDB {expected} but is {found}. Install the program again.");

    /// <summary>The database engine does not write pages as the durable log expects.</summary>
    public static readonly Message EngineLayoutWrong = new("LC5005",
        "数据库引擎的自检没有通过：{reason}。为保护数据，程序不会启动。",
        "The database engine failed its self-test: {reason}. To protect the data, the program does not start.");

    /// <summary>Nothing of a group of writes was kept.</summary>
    public static readonly Message WriteFailed = new("LC5006",
        "保存失败，没有写入任何内容：{reason}。请稍后再试；反复出现时请检查磁盘。",
        "Saving failed and nothing was written: {reason}. Try again later; if it keeps happening, check the disk.");

    /// <summary>The disk has no room left.</summary>
    public static readonly Message DiskFull = new("LC5007",
        "磁盘已满，没有写入任何内容。请清出空间后再试。",
        "The disk is full and nothing was written. Free some space, then try again.");

    /// <summary>The last sync failed; whether the writes survive is not known before a restart.</summary>
    public static readonly Message OutcomeUnknown = new("LC5008",
        "写入磁盘时出错（{reason}），最后一批写入是否保住要到重新启动后才能确定。在此之前只能查看，不能保存。请检查磁盘后重新启动。",
        "Writing to disk failed ({reason}); whether the last writes survived is known only after a restart. Until then data can be read but not saved. Check the disk, then restart.");

    /// <summary>Current records take as much memory as they may.</summary>
    public static readonly Message MemoryFull = new("LC5009",
        "数据量已达到内存上限（{limit} MB），不能再增加内容。请增加内存或调高上限，或者迁移到 PostgreSQL。",
        "The data has reached its memory limit ({limit} MB); nothing can be added. Add memory or raise the limit, or move to PostgreSQL.");

    /// <summary>A part of negative length was asked for.</summary>
    public static readonly Message NegativeLength = new("LC5180",
        "查询条件中 substring 的长度是负数。",
        "A substring in the query has a negative length.");

    /// <summary>The store was closed.</summary>
    public static readonly Message StoreClosed = new("LC5010",
        "数据存储已经关闭。",
        "The store has been closed.");

    /// <summary>The change log does not fit together.</summary>
    public static readonly Message ChainBroken = new("LC5011",
        "变更日志在第 {number} 条处对不上：{reason}。",
        "The change log is broken at entry {number}: {reason}.");

    /// <summary>A backup is not what it should be.</summary>
    public static readonly Message BackupDamaged = new("LC5012",
        "备份“{path}”不完整或已损坏：{reason}。",
        "The backup '{path}' is incomplete or damaged: {reason}.");

    /// <summary>A backup or a restore must go to an empty place.</summary>
    public static readonly Message TargetNotEmpty = new("LC5013",
        "文件夹“{path}”不是空的。请指定一个新的或空的文件夹。",
        "The folder '{path}' is not empty. Name a new or empty folder.");

    /// <summary>A record on disk cannot be read with the set's shape.</summary>
    public static readonly Message RecordUnreadable = new("LC5014",
        "“{set}”中有一条记录无法读取：{reason}。",
        "A record of '{set}' cannot be read: {reason}.");

    /// <summary>A file could not be kept or read.</summary>
    public static readonly Message AttachmentFailed = new("LC5015",
        "附件保存或读取失败：{reason}。",
        "An attachment could not be saved or read: {reason}.");

    /// <summary>The folder cannot be used.</summary>
    public static readonly Message FolderUnusable = new("LC5016",
        "数据文件夹“{folder}”无法使用：{reason}。",
        "The data folder '{folder}' cannot be used: {reason}.");

    /// <summary>The file could not be read.</summary>
    public static readonly Message ReadFailed = new("LC5017",
        "读取数据文件失败：{reason}。请稍后再试；反复出现时请检查磁盘。",
        "Reading the data file failed: {reason}. Try again later; if it keeps happening, check the disk.");

    /// <summary>A record is larger than a store can keep.</summary>
    public static readonly Message RecordTooLarge = new("LC5018",
        "这条记录太大（{size} MB），最多只能保存 {limit} MB。请减少文字或表格行数，大的内容请作为附件上传。",
        "The record is too large ({size} MB); at most {limit} MB can be kept. Shorten texts or tables, and attach large content as files.");

    /// <summary>The database server does not answer.</summary>
    public static readonly Message DatabaseUnreachable = new("LC5019",
        "连不上数据库：{reason}。请稍后再试；反复出现时请检查数据库服务器和网络。",
        "The database cannot be reached: {reason}. Try again later; if it keeps happening, check the database server and the network.");

    /// <summary>The database server refused something.</summary>
    public static readonly Message DatabaseFailed = new("LC5020",
        "数据库没有完成操作：{reason}。请稍后再试；反复出现时请检查数据库服务器。",
        "The database did not complete the operation: {reason}. Try again later; if it keeps happening, check the database server.");

    /// <summary>The data was written by another version of the store.</summary>
    public static readonly Message DatabaseFormatUnknown = new("LC5021",
        "数据库中“{schema}”的格式版本是 {found}，本程序只认得版本 {expected}。请换用写入这些数据的程序版本。",
        "The schema '{schema}' in the database has format version {found}; this program knows version {expected}. Use the version of the program that wrote it.");

    /// <summary>The database cannot keep what a store must keep.</summary>
    public static readonly Message DatabaseUnfit = new("LC5022",
        "这个数据库不适用：{setting} 应为 {expected}，实际是 {found}。请更改设置或另建数据库。",
        "This database cannot be used: {setting} must be {expected} but is {found}. Change the setting or make another database.");

    /// <summary>The connection broke during a commit and did not come back.</summary>
    public static readonly Message DatabaseOutcomeUnknown = new("LC5023",
        "保存时与数据库的连接断了（{reason}），最后一批内容是否写入还不能确定。恢复连接后请先查看，再决定是否重做。",
        "The connection to the database broke while saving ({reason}); whether the last content was written is not known. When the connection is back, look before doing it again.");

    /// <summary>Others had the database for so long that a commit gave up.</summary>
    public static readonly Message DatabaseBusy = new("LC5028",
        "数据库正忙，在 {seconds} 秒内没有轮到保存，没有保存任何内容。请稍后再试。",
        "The database was busy for {seconds} seconds and nothing was saved. Try again in a moment.");

    /// <summary>A view of the data was held longer than older versions of records are kept.</summary>
    public static readonly Message SnapshotTooOld = new("LC5024",
        "这次读取开始得太早（超过 {minutes} 分钟），旧数据已不保留。请重新读取。",
        "This read began too long ago (more than {minutes} minutes) and the data of that time is no longer kept. Read again.");

    /// <summary>Another server has published a newer form than this one knows.</summary>
    public static readonly Message ShapeBehind = new("LC5025",
        "“{set}”刚刚发布了新版本，这台服务器还没有更新，没有保存任何内容。请稍后再试。",
        "A new version of '{set}' has just been published and this server does not have it yet; nothing was saved. Try again in a moment.");

    /// <summary>A text has a character that the database cannot keep.</summary>
    public static readonly Message TextUnkeepable = new("LC5026",
        "“{set}”中有文字含有空字符（U+0000），数据库无法保存。请删除该字符。",
        "A text in '{set}' contains a null character (U+0000), which the database cannot keep. Remove it.");

    /// <summary>A restore must go to an empty schema.</summary>
    public static readonly Message DatabaseNotEmpty = new("LC5027",
        "数据库中的“{schema}”不是空的。请指定一个新的模式名或空的数据库。",
        "The schema '{schema}' in the database is not empty. Name a new schema or an empty database.");

    /// <summary>A calculation in a query divides by zero.</summary>
    public static readonly Message DivisionByZero = new("LC5101",
        "查询条件中的计算除以了零。",
        "A calculation in the query divides by zero.");

    /// <summary>A calculation in a query leaves the range of numbers.</summary>
    public static readonly Message NumberTooLarge = new("LC5102",
        "查询条件中的计算结果超出了数值范围。",
        "A calculation in the query leaves the range of numbers.");

    /// <summary>A query's results do not fit where they must be collected before the first can be given.</summary>
    public static readonly Message ResultTooLarge = new("LC5103",
        "这个查询要先收集的记录太多，无法排序或计数。请缩小查询条件，或只按表单字段排序。",
        "The query has to collect too many records before it can sort or count them. Narrow the filter, or order by fields of the form only.");

    /// <summary>A sum or an average leaves the range of numbers.</summary>
    public static readonly Message AggregateTooLarge = new("LC5104",
        "汇总结果超出了数值范围。",
        "An aggregate of the query leaves the range of numbers.");

    /// <summary>A query makes more groups than it may.</summary>
    public static readonly Message TooManyGroups = new("LC5105",
        "分组太多。请缩小查询条件，或按取值较少的字段分组。",
        "The query makes too many groups. Narrow the filter, or group by fields that have fewer values.");

    /// <summary>A query counts more different values than it may keep.</summary>
    public static readonly Message TooManyDistinct = new("LC5106",
        "要去重计数的不同取值太多。请缩小查询条件。",
        "The query has to tell too many different values apart. Narrow the filter.");

    /// <summary>A query looks at more records than it may.</summary>
    public static readonly Message TooMuchWork = new("LC5150",
        "这个查询要查看的数据太多，已停止。请缩小查询条件，或减少嵌套的 any、all 和展开。",
        "The query has to look at too much and was stopped. Narrow the filter, or nest fewer any, all and expansions.");

    /// <summary>A query takes longer than it may.</summary>
    public static readonly Message QueryTooLong = new("LC5151",
        "这个查询用时过长，已停止。请缩小查询条件后再试。",
        "The query took too long and was stopped. Narrow the filter, then try again.");

    /// <summary>A calculation with dates leaves the years 1 to 9999.</summary>
    public static readonly Message TimeOutOfRange = new("LC5120",
        "查询条件中的日期计算超出了公元 1 年到 9999 年的范围。",
        "A calculation with dates in the query leaves the years 1 to 9999.");

    /// <summary>More combinations of several sets are to be sorted than are kept.</summary>
    public static readonly Message TooMuchToSort = new("LC5152",
        "要排序的组合太多，请用条件缩小范围，或去掉排序。",
        "There are too many combinations to sort: narrow them with a condition, or leave out the order.");
}
