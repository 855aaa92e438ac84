using FaceRek.Core.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Storage;

/// <summary>
/// Runs recurring work for one organization after the other, each in its own scope that has entered it. When the work
/// of one throws, or its row cannot be read, its id is logged and the next one follows. Cancellation ends a round.
/// </summary>
public sealed partial class OrganizationRounds(IServiceScopeFactory scopes, ILogger<OrganizationRounds> logger)
{
    private const int PageSize = 200;

    /// <param name="which">Ids only, so that an unreadable row fails only for its own organization.</param>
    /// <param name="work">Gets the services of the organization's scope.</param>
    public async Task ForEachOrganizationAsync(
        OrganizationRound round,
        Func<FaceRekDb, IQueryable<Guid>> which,
        Func<IServiceProvider, Task> work,
        CancellationToken cancellationToken
    )
    {
        var after = Guid.Empty;
        while (await PageAsync(which, after, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var organizationId in page)
            {
                var exception = await InOrganizationAsync(round, organizationId, work, cancellationToken);
                if (!round.GoesOnAfter(exception))
                {
                    return;
                }
            }
            after = page[^1];
        }
    }

    /// <summary>Runs the work for one organization.</summary>
    /// <returns>The exception of the work, already logged; null after success or where the organization is deleted.</returns>
    public async Task<Exception?> InOrganizationAsync(
        OrganizationRound round,
        Guid organizationId,
        Func<IServiceProvider, Task> work,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var organization = await scope
                .ServiceProvider.GetRequiredService<FaceRekDb>()
                .Organizations.SingleOrDefaultAsync(row => row.Id == organizationId, cancellationToken);
            if (organization is not null)
            {
                scope.ServiceProvider.GetRequiredService<CurrentOrganization>().Enter(organization);
                await work(scope.ServiceProvider);
            }
            return null;
        }
        // Whatever fails in one organization, the others follow.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(round.Work, organizationId, round.InWords(exception));
            return exception;
        }
    }

    private async Task<List<Guid>> PageAsync(
        Func<FaceRekDb, IQueryable<Guid>> which,
        Guid after,
        CancellationToken cancellationToken
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        return await which(scope.ServiceProvider.GetRequiredService<FaceRekDb>())
            .Where(id => id.CompareTo(after) > 0)
            .Distinct()
            .Order()
            .Take(PageSize)
            .ToListAsync(cancellationToken);
    }

    [LoggerMessage(
        EventId = 1001,
        Level = LogLevel.Warning,
        Message = "{Work} failed for organization {OrganizationId} and will be tried again: {Error}"
    )]
    private partial void LogFailed(string work, Guid organizationId, string error);
}

/// <param name="Work">The name of the work, for the log.</param>
public sealed record OrganizationRound(string Work)
{
    /// <summary>How an exception is logged.</summary>
    public Func<Exception, string> InWords { get; init; } = ExceptionTrace.Of;

    /// <summary>
    /// Called after each organization with the exception of its work, or null. False ends the round, because the others
    /// would fail too.
    /// </summary>
    public Func<Exception?, bool> GoesOnAfter { get; init; } = _ => true;
}

/// <summary>Types and stack of an exception. Its message may repeat stored or sent values and stays out of the log.</summary>
public static class ExceptionTrace
{
    public static string Of(Exception exception)
    {
        var kinds = new List<string>();
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            kinds.Add(inner.GetType().Name);
        }
        return $"{string.Join(" by ", kinds)}{Environment.NewLine}{exception.StackTrace}";
    }
}
