namespace LowCode.Definitions.Messages;

/// <summary>What the server and the command line tool say. LC8xxx.</summary>
public static class HostMessages
{
    /// <summary>Another program listens there.</summary>
    public static readonly Message PortInUse = new("LC8001",
        "地址 {urls} 已被其他程序占用。请停止该程序,或用 --urls 换一个端口。",
        "Another program already listens on {urls}. Stop it, or choose another port with --urls.");

    /// <summary>The data folder cannot be made, read or written.</summary>
    public static readonly Message FolderNotUsable = new("LC8002",
        "数据目录无法使用:{reason}。请检查路径和权限,或用 --data 指定其他目录。",
        "The data folder cannot be used: {reason} Check the path and its permissions, or name another folder with --data.");

    /// <summary>A pack of the templates folder has errors.</summary>
    public static readonly Message PackNotInstalled = new("LC8003",
        "模板包 {pack} 有错误,未能安装:\n{diagnostics}",
        "The pack {pack} has errors and was not installed:\n{diagnostics}");

    /// <summary>There is no such folder of packs.</summary>
    public static readonly Message NoTemplates = new("LC8004",
        "找不到模板包目录 {folder}。请用 --templates 指定。",
        "There is no folder of packs at {folder}. Name it with --templates.");

    /// <summary>A setting cannot be used.</summary>
    public static readonly Message BadSetting = new("LC8005",
        "配置项 {setting} 的值 {value} 无效。",
        "The setting {setting} cannot be {value}.");

    /// <summary>Demo users outside development.</summary>
    public static readonly Message DemoUsersOutsideDevelopment = new("LC8006",
        "演示用户的密码是公开的,正式环境不能启用。确需启用时,请同时设置 Demo:IKnowThatPasswordsArePublic=true。",
        "The demo users' passwords are public; they are not for production. If you mean it, also set Demo:IKnowThatPasswordsArePublic=true.");

    /// <summary>The division file has errors.</summary>
    public static readonly Message BadDivisions = new("LC8007",
        "区划文件有错误,未导入:\n{problems}",
        "The division file has errors and was not imported:\n{problems}");

    /// <summary>Nobody is signed in.</summary>
    public static readonly Message SignInNeeded = new("LC8101",
        "请先登录:用户名和密码(Basic),或访问令牌(Bearer)。",
        "Sign in first, with a user name and password (Basic) or an access token (Bearer).");

    /// <summary>Wrong user name, password or token.</summary>
    public static readonly Message SignInFailed = new("LC8102",
        "用户名、密码或令牌不正确。",
        "The user name, password or token is not right.");

    /// <summary>Only for administrators.</summary>
    public static readonly Message AdministratorsOnly = new("LC8103",
        "只有管理员可以这样做。",
        "Only an administrator may do this.");

    /// <summary>Too many wrong sign-ins.</summary>
    public static readonly Message TooManyAttempts = new("LC8104",
        "登录失败次数过多,请稍后再试。",
        "Too many failed sign-ins; try again later.");

    /// <summary>Something went wrong that is our fault.</summary>
    public static readonly Message InternalError = new("LC8105",
        "服务器内部错误,已记录,编号 {trace}。",
        "Something went wrong on the server; it was logged as {trace}.");

    /// <summary>The uploaded pack is no zip file.</summary>
    public static readonly Message NotAZip = new("LC8106",
        "上传的内容不是有效的 zip 文件,或超过限制:{reason}",
        "What was uploaded is no valid zip file, or it passes a limit: {reason}");

    /// <summary>Address and pack do not fit.</summary>
    public static readonly Message OtherApp = new("LC8107",
        "地址中的应用是 {expected},上传的模板包却是 {actual}。",
        "The address names the app {expected}, but the pack is {actual}.");

    /// <summary>The server is going down or full.</summary>
    public static readonly Message Busy = new("LC8108",
        "服务器繁忙,请稍后再试。",
        "The server is busy; try again shortly.");

    /// <summary>There is no such address.</summary>
    public static readonly Message NoSuchAddress = new("LC8109",
        "没有这个地址:{path}",
        "There is nothing at {path}.");

    /// <summary>The request breaks HTTP or a limit.</summary>
    public static readonly Message RequestRefused = new("LC8110",
        "请求无法处理:{reason}",
        "The request cannot be handled: {reason}");

    /// <summary>The store is PostgreSQL, and nothing says where.</summary>
    public static readonly Message NoConnectionString = new("LC8111",
        "数据放在 PostgreSQL 中,但没有给出连接串。请设置环境变量 LOWCODE_Postgres,或在 appsettings.json 中设置 Postgres。",
        "The data lies in PostgreSQL, but there is no connection string. Set the environment variable LOWCODE_Postgres, or Postgres in appsettings.json.");

    /// <summary>A connection string on the command line, which lists of processes show.</summary>
    public static readonly Message SecretOnCommandLine = new("LC8112",
        "连接串不能写在命令行里,进程列表会显示出来。请改用环境变量 LOWCODE_Postgres 或 appsettings.json。",
        "The connection string must not stand on the command line, where lists of processes show it. Use the environment variable LOWCODE_Postgres or appsettings.json.");

    /// <summary>A connection string that cannot be read. It is not repeated: it holds a password.</summary>
    public static readonly Message BadConnectionString = new("LC8113",
        "PostgreSQL 的连接串无法识别,应形如 Host=…;Database=…;Username=…;Password=…。",
        "The connection string of PostgreSQL cannot be read; it looks like Host=…;Database=…;Username=…;Password=….");

    /// <summary>The database does not let the program in, or not do what it must.</summary>
    public static readonly Message DatabaseRefuses = new("LC8114",
        "数据库拒绝访问:{reason}。请检查用户名、密码和数据库名,并确认该用户可以在库中新建模式(CREATE)。",
        "The database refuses access: {reason}. Check the user, the password and the database's name, and that the user may create schemas in it (CREATE).");

    /// <summary>The attachments' folder is another one than that of the installation's other nodes.</summary>
    public static readonly Message FolderNotShared = new("LC8115",
        "附件目录 {folder} 不是这套数据的共享目录。所有服务器必须使用同一个共享目录。",
        "The attachments' folder {folder} is not the one that belongs to this data. All servers must use the same shared folder.");

    /// <summary>A backup of the one store cannot be restored to the other.</summary>
    public static readonly Message BackupOfOtherKind = new("LC8116",
        "备份 {path} 不能恢复到 {store}:两者不是同一种存储。请先恢复到同种存储,再用 lowcode move 迁移。",
        "The backup {path} cannot be restored to {store}: they are of different kinds. Restore it to its own kind, then use lowcode move.");

    /// <summary>The program has no app for browsers in it.</summary>
    public static readonly Message WebAppNotBuilt = new("LC8240",
        "服务器正在运行，但没有包含网页应用。请安装 Node 20 或更高版本，然后重新执行 dotnet build apps/server。OData 接口见 /odata/应用名/。",
        "The server runs, but was built without the app for browsers. Install Node 20 or newer, then run dotnet build apps/server again. OData is at /odata/ and the name of an app.");

    /// <summary>More is asked of the people of an app than is answered.</summary>
    public static readonly Message PeopleQueryTooLong = new("LC8300",
        "查找人员时，搜索文字最多 {characters} 个字符，一次最多查 {names} 个用户名。",
        "A search for people has {characters} characters at most, and {names} user names at once.");
}
