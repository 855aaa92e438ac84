using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Organizations;
using FaceRek.Core.People.Recognition;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Jobs;

/// <summary>
/// The background work of a change of model: makes the new templates from stored crops, processes check-in frames with
/// both models, and notices installed packs.
/// </summary>
internal sealed partial class ModelMigrationJob(
    IServiceScopeFactory scopes,
    ShadowQueue room,
    FaceModels models,
    TimeProvider clock,
    ILogger<ModelMigrationJob> logger
) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5);
    private const int CropsAtOnce = 20;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(
            RecurringWork.EveryAsync(Round, clock, RenewOnceAsync, LogFailed, stoppingToken),
            ScoreAllAsync(stoppingToken)
        );

    internal async Task RenewOnceAsync(CancellationToken cancellationToken)
    {
        models.Refresh();
        foreach (var organization in await ChangingAsync(cancellationToken))
        {
            // A model that cannot be opened only affects its own organization.
            try
            {
                while (
                    await InAsync(
                        organization,
                        services =>
                            services.GetRequiredService<TemplateMigration>().RenewAsync(CropsAtOnce, cancellationToken)
                    ) == CropsAtOnce
                ) { }
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogFailed(fault);
            }
        }
    }

    private async Task ScoreAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var look in room.TakeAllAsync(cancellationToken))
            {
                try
                {
                    await InAsync(
                        look.Organization,
                        async services =>
                        {
                            await services
                                .GetRequiredService<ShadowScorer>()
                                .ScoreAsync(look.PersonId, look.Frame, cancellationToken);
                            return 0;
                        }
                    );
                }
                catch (Exception fault) when (fault is not OperationCanceledException)
                {
                    LogFailed(fault);
                }
            }
        }
        catch (OperationCanceledException) { } // the application stops
    }

    private async Task<List<Organization>> ChangingAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<FaceRekDb>()
            .Organizations.AsNoTracking()
            .Where(organization => organization.CandidateModel != null || organization.PreviousModel != null)
            .ToListAsync(cancellationToken);
    }

    private async Task<T> InAsync<T>(Organization organization, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganization>().Enter(organization);
        return await work(scope.ServiceProvider);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Work on a change of model failed and will be tried again")]
    private partial void LogFailed(Exception fault);
}
