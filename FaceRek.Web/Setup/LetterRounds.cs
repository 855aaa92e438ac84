using FaceRek.Core.Attendance.Letters;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Setup;

/// <summary>Looks every quarter of an hour which letters about attendance are due, one organization after the other.</summary>
internal sealed partial class LetterRounds(
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<LetterRounds> logger
) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(15);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.EveryAsync(Round, clock, GoRoundAsync, LogFailed, stoppingToken);

    internal async Task GoRoundAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        foreach (
            var organization in await scope
                .ServiceProvider.GetRequiredService<FaceRekDb>()
                .Organizations.AsNoTracking()
                .ToListAsync(cancellation)
        )
        {
            // One organization's trouble is no reason to leave the others without letters.
            try
            {
                await WriteAsync(organization, cancellation);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogFailed(organization.Id, fault);
            }
        }
    }

    private async Task WriteAsync(Organization organization, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganization>().Enter(organization);
        await scope.ServiceProvider.GetRequiredService<LetterRound>().RunAsync(cancellation);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Letters about attendance could not be written and will be tried again"
    )]
    private partial void LogFailed(Exception fault);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The letters of organization {OrganizationId} could not be written and will be tried again"
    )]
    private partial void LogFailed(Guid organizationId, Exception fault);
}
