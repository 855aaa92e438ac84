using FaceRek.Web.Setup;

namespace FaceRek.Web.Commands;

/// <summary>The same settings as the application's, for commands that need no more of it.</summary>
internal static class CommandSettings
{
    /// <summary>A command says what it did itself; the log keeps to what went wrong.</summary>
    public static readonly string[] Quiet = ["--Logging:LogLevel:Default", "Warning"];

    public static DataSettings Data() =>
        new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"))
            .AddEnvironmentVariables()
            .Build()
            .Get<DataSettings>("Data");
}
