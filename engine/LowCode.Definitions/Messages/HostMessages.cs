namespace LowCode.Definitions.Messages;

/// <summary>What the server and the tools say: LC8xxx.</summary>
public static class HostMessages
{
    /// <summary>The port is in use.</summary>
    public static readonly Message PortInUse = new("LC8001",
        "无法监听 {address}：端口已被其他程序占用。请用 --urls 换一个端口，或停止占用它的程序。",
        "Cannot listen on {address}: the port is in use. Choose another with --urls, or stop the program that uses it.");

    /// <summary>The address cannot be listened on.</summary>
    public static readonly Message AddressUnusable = new("LC8002",
        "无法监听 {address}：{problem}", "Cannot listen on {address}: {problem}");

    /// <summary>A setting has a wrong value.</summary>
    public static readonly Message SettingWrong = new("LC8003",
        "配置项 {setting} 的值“{value}”不正确：{problem}", "The setting {setting} has the wrong value '{value}': {problem}");

    /// <summary>Demo users outside development.</summary>
    public static readonly Message DemoUsersInProduction = new("LC8004",
        "演示账号的密码是公开的，只能用于开发环境。确实需要时，请同时设置 Demo:AllowInProduction=true。",
        "Demo users have a public password and are for development only. If you really need them, also set Demo:AllowInProduction=true.");

    /// <summary>The data folder cannot be used.</summary>
    public static readonly Message DataFolderUnusable = new("LC8005",
        "数据目录 {folder} 无法使用：{problem}", "The data folder {folder} cannot be used: {problem}");

    /// <summary>A pack that comes with the server does not install.</summary>
    public static readonly Message PackBroken = new("LC8006",
        "模板包 {pack} 有错误，无法安装：", "The pack {pack} has errors and cannot be installed:");

    /// <summary>A pack folder that is not there.</summary>
    public static readonly Message PackMissing = new("LC8007",
        "找不到模板包 {pack}（目录 {folder}）。请检查配置项 Packs:Folder。",
        "The pack {pack} is not in {folder}. Check the setting Packs:Folder.");

    /// <summary>Something unforeseen at the start.</summary>
    public static readonly Message StartFailed = new("LC8008",
        "启动失败：{problem}", "The server could not start: {problem}");

    /// <summary>Sign-in is needed.</summary>
    public static readonly Message SignInNeeded = new("LC8010",
        "请先登录。", "Please sign in.");

    /// <summary>Wrong name, password or token.</summary>
    public static readonly Message SignInWrong = new("LC8011",
        "用户名、密码或令牌不正确。", "The user name, password or token is wrong.");

    /// <summary>Too many failed attempts.</summary>
    public static readonly Message SignInSlowDown = new("LC8012",
        "失败次数过多，请稍后再试。", "Too many failed attempts; try again later.");

    /// <summary>Only administrators may.</summary>
    public static readonly Message AdministratorsOnly = new("LC8013",
        "只有管理员可以执行此操作。", "Only administrators may do this.");

    /// <summary>Something unforeseen in a request.</summary>
    public static readonly Message RequestFailed = new("LC8014",
        "服务器出错了，请稍后再试；联系管理员时请提供编号 {trace}。",
        "The server failed; try again later. Give the administrator the number {trace}.");

    /// <summary>The request is too large.</summary>
    public static readonly Message RequestTooLarge = new("LC8015",
        "请求太大，最多 {max} 字节。", "The request is too large; at most {max} bytes are accepted.");

    /// <summary>The server has too much to do.</summary>
    public static readonly Message Busy = new("LC8016",
        "服务器繁忙，请稍后再试。", "The server is busy; try again shortly.");

    /// <summary>The store accepts no writes.</summary>
    public static readonly Message StoreUnavailable = new("LC8017",
        "数据存储暂时不可用：{problem}", "The store is not available: {problem}");

    /// <summary>An upload that is no zip archive.</summary>
    public static readonly Message NoArchive = new("LC8020",
        "上传的内容不是 ZIP 压缩包，或压缩包已损坏。", "What was uploaded is no zip archive, or is damaged.");

    /// <summary>The archive holds another app than the address names.</summary>
    public static readonly Message OtherApp = new("LC8021",
        "压缩包里的应用是“{found}”，不是“{app}”。", "The archive holds the app '{found}', not '{app}'.");

    /// <summary>The archive is larger unpacked than is allowed.</summary>
    public static readonly Message ArchiveTooLarge = new("LC8022",
        "压缩包解开后太大。", "The archive is too large when unpacked.");

    /// <summary>A backup's target exists or cannot be written.</summary>
    public static readonly Message BackupFailed = new("LC8023",
        "备份失败：{problem}", "The backup failed: {problem}");

    /// <summary>Published.</summary>
    public static readonly Message Published = new("LC8030",
        "已发布 {app} {version}（第 {number} 版）。", "Published {app} {version} (number {number}).");

    /// <summary>Nothing to publish.</summary>
    public static readonly Message Unchanged = new("LC8031",
        "{app} 与正在运行的第 {number} 版相同，未作改动。", "{app} is the same as number {number}, which is running; nothing was done.");
}
