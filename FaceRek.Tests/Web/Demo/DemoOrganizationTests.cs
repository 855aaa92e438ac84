using System.Data.Common;
using System.Runtime.CompilerServices;
using FaceRek.Core.Members;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using FaceRek.Web.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Web.Demo;

public sealed class DemoOrganizationTests
{
    [Fact]
    public async Task A_demo_that_was_cut_off_is_no_demo_and_the_next_run_makes_it_whole()
    {
        var cut = new CutsOff("INSERT INTO \"Punches\"");
        await using var app = await FaceRekApp.StartAsync(adjust: builder =>
            builder.Services.ConfigureDbContext<SqliteFaceRekDb>(options => options.AddInterceptors(cut))
        );

        await Assert.ThrowsAnyAsync<Exception>(() => CreateAsync(app));
        Assert.Equal((0, 1, 4), await CountAsync(app));

        cut.Statement = null;
        Assert.True(await CreateAsync(app));
        Assert.Equal((1, 0, 4), await CountAsync(app));

        // A complete one is not changed.
        Assert.False(await CreateAsync(app));
        Assert.Equal((1, 0, 4), await CountAsync(app));

        // Its owner can delete it, with sites, shifts, people and everything.
        var demo = await OrganizationAsync(app);
        Assert.IsType<ClosingOutcome.Closed>(
            await app.InAsync(
                demo,
                services =>
                    services
                        .GetRequiredService<ClosingDesk>()
                        .CloseAsync(demo.Name, Guid.CreateVersion7(), CancellationToken.None)
            )
        );
        Assert.Equal((0, 0, 4), await CountAsync(app));
        Assert.Empty(await TablesWithRowsOfAsync(app, demo));
    }

    private static async Task<Organization> OrganizationAsync(FaceRekApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<FaceRekDb>()
            .Organizations.SingleAsync(row => row.Slug == DemoOrganization.Slug);
    }

    private static Task<List<string>> TablesWithRowsOfAsync(FaceRekApp app, Organization organization) =>
        app.InAsync(
            organization,
            async services =>
            {
                var database = services.GetRequiredService<FaceRekDb>().Database;
                var tables = await database
                    .SqlQuery<string>(
                        $"SELECT m.name AS Value FROM sqlite_master AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table' AND c.name = 'OrganizationId'"
                    )
                    .ToListAsync();
                Assert.NotEmpty(tables);
                var left = new List<string>();
                foreach (var table in tables)
                {
                    var count = FormattableStringFactory.Create(
                        $"SELECT COUNT(*) AS Value FROM \"{table}\" WHERE \"OrganizationId\" = {{0}}",
                        organization.Id
                    );
                    if (await database.SqlQuery<int>(count).SingleAsync() > 0)
                    {
                        left.Add(table);
                    }
                }
                return left;
            }
        );

    private static async Task<bool> CreateAsync(FaceRekApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await ActivatorUtilities
            .CreateInstance<DemoOrganization>(scope.ServiceProvider)
            .CreateAsync(CancellationToken.None);
    }

    private static async Task<(int Whole, int Unfinished, int Users)> CountAsync(FaceRekApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FaceRekDb>();
        return (
            await db.Organizations.CountAsync(row => row.Slug == DemoOrganization.Slug),
            await db.Organizations.CountAsync(row => row.Slug == DemoOrganization.UnfinishedSlug),
            await db.Users.CountAsync()
        );
    }

    /// <summary>A crash in the middle, at the first statement of a kind.</summary>
    private sealed class CutsOff(string statement) : DbCommandInterceptor
    {
        public string? Statement { get; set; } = statement;

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default
        ) =>
            IsIt(command)
                ? throw new IOException("The power went.")
                : base.ReaderExecutingAsync(command, eventData, result, cancellationToken);

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default
        ) =>
            IsIt(command)
                ? throw new IOException("The power went.")
                : base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);

        private bool IsIt(DbCommand command) =>
            Statement is { } wanted && command.CommandText.Contains(wanted, StringComparison.Ordinal);
    }
}
