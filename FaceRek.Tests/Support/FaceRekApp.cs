using System.Net;
using FaceRek.Core.Mail;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Web.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Time.Testing;

namespace FaceRek.Tests.Support;

/// <summary>
/// The real application on a real port, with its own folder and database. Its clock stands still until a test moves it,
/// and its emails are kept in a list.
/// </summary>
public sealed class FaceRekApp : IAsyncDisposable
{
    private readonly DirectoryInfo folder;
    private readonly List<IAsyncDisposable> visitors = [];
    private WebApplication? app;
    private string? pool,
        lent;

    private FaceRekApp(DirectoryInfo folder) => this.folder = folder;

    public Uri Address { get; private set; } = null!;
    public IServiceProvider Services => app!.Services;
    public string DataFolder => folder.FullName;
    public SentMail Mail { get; } = new();

    /// <summary>Starts on the <see cref="TestDay"/>, in the morning.</summary>
    public FakeTimeProvider Clock { get; private init; } = NewClock();

    /// <summary>From one moment to the next that the database tells from it: SQLite keeps ticks, PostgreSQL microseconds.</summary>
    public static TimeSpan NextMoment =>
        TimeSpan.FromTicks(OnPostgresAttribute.IsOnThisClass ? TimeSpan.TicksPerMicrosecond : 1);

    internal Arrivals Arrivals { get; } = new();

    public static FakeTimeProvider NewClock() => new(TestDay.Morning);

    /// <param name="clock">A clock shared with another part of the test.</param>
    /// <param name="connection">
    /// To a database on a server; null for a file, or for a new database in a class that is marked <see
    /// cref="OnPostgresAttribute"/>.
    /// </param>
    /// <param name="furnish">Puts files of an earlier start into the folder; null for an empty folder.</param>
    public static async Task<FaceRekApp> StartAsync(
        string environment = "Development",
        Action<WebApplicationBuilder>? adjust = null,
        FakeTimeProvider? clock = null,
        string? connection = null,
        Action<DirectoryInfo>? furnish = null
    )
    {
        var started = new FaceRekApp(Directory.CreateTempSubdirectory("facerek-")) { Clock = clock ?? NewClock() };
        try
        {
            await started.RunAsync(environment, adjust, connection, furnish);
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
        return started;
    }

    /// <summary>Keeps cookies and follows no redirects: a test sees every response.</summary>
    public HttpClient NewClient(params Cookie[] cookies)
    {
        var jar = new CookieContainer();
        foreach (var cookie in cookies)
        {
            jar.Add(Address, cookie);
        }
        return new HttpClient(new HttpClientHandler { CookieContainer = jar, AllowAutoRedirect = false })
        {
            BaseAddress = Address,
        };
    }

    /// <summary>A scope inside the organization, as in a request of its owner.</summary>
    public async Task<T> InAsync<T>(Organization organization, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganization>().Enter(organization, Role.Owner);
        return await work(scope.ServiceProvider);
    }

    public Task InAsync(Organization organization, Func<FaceRekDb, Task> work) =>
        InAsync(
            organization,
            async services =>
            {
                await work(services.GetRequiredService<FaceRekDb>());
                return 0;
            }
        );

    /// <summary>Disposed before the application stops: a window left open keeps drawing, and slows all other tests.</summary>
    public void Outlive(IAsyncDisposable visitor)
    {
        lock (visitors)
        {
            visitors.Add(visitor);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            foreach (var visitor in visitors)
            {
                await visitor.DisposeAsync();
            }
        }
        finally
        {
            try
            {
                await StopAsync();
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }
    }

    private async Task StopAsync()
    {
        if (app is null)
        {
            return;
        }
        try
        {
            await app.StopAsync();
        }
        finally
        {
            await app.DisposeAsync();
        }
        if (lent is not null)
        {
            await PostgresServer.OfThisRun!.DropAsync(lent);
        }
        // Clears only its own pool: those of the other applications are in use.
        using var connection = new SqliteConnection(pool);
        SqliteConnection.ClearPool(connection);
    }

    private async Task RunAsync(
        string environment,
        Action<WebApplicationBuilder>? adjust,
        string? connection,
        Action<DirectoryInfo>? furnish
    )
    {
        furnish?.Invoke(folder);
        if (connection is null && furnish is null && OnPostgresAttribute.IsOnThisClass && PostgresServer.IsInstalled)
        {
            connection = lent = await PostgresServer.OfThisRun!.NewMigratedDatabaseAsync();
        }
        // Each application watches its files with an inotify handle, of which a user has 128 on Linux, and tests run
        // dozens of applications at once.
        Environment.SetEnvironmentVariable("DOTNET_USE_POLLING_FILE_WATCHER", "1");
        app = FaceRekHost.Build(
            [
                "--environment",
                environment,
                "--urls",
                "http://127.0.0.1:0",
                "--Data:Folder",
                folder.FullName,
                "--Data:Connection",
                connection ?? "",
            ],
            builder =>
            {
                builder
                    .Services.AddSingleton<TimeProvider>(Clock)
                    .AddSingleton<IMailer>(Mail)
                    .AddSingleton<IStartupFilter, BrowserCookies>();
                // Successful operations are logged thousands of times in a run and never read.
                builder
                    .Logging.SetMinimumLevel(LogLevel.Warning)
                    .AddFilter<ConsoleLoggerProvider>(null, LogLevel.Warning);
                // The strength of the production hash has a test of its own; here it would take a tenth of a second each time.
                builder.Services.PostConfigure<PasswordHasherOptions>(options =>
                    options.IterationCount = World.HashRounds
                );
                // A query for some rows without an order is a bug that no test would notice.
                builder.Services.ConfigureEitherDb(options =>
                    options
                        .ConfigureWarnings(warnings =>
                            warnings.Throw(CoreEventId.RowLimitingOperationWithoutOrderByWarning)
                        )
                        .AddInterceptors(Arrivals.OfTransactions, Arrivals.OfStatements)
                );
                adjust?.Invoke(builder);
            }
        );
        await using (var scope = Services.CreateAsyncScope())
        {
            if (scope.ServiceProvider.GetRequiredService<FaceRekDb>() is SqliteFaceRekDb db)
            {
                pool = db.Database.GetConnectionString();
            }
        }
        if (connection is null && furnish is null)
        {
            await EmptyDatabase.CopyToAsync(Path.Combine(folder.FullName, "facerek.db"));
        }
        await app.Services.MigrateDatabaseAsync(CancellationToken.None);
        await app.StartAsync();
        Address = new Uri(app.Urls.Single());
    }
}
