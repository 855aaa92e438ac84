using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Live;

/// <summary>Tells a board within a second that something happened; the board then loads the details like any page.</summary>
internal static class LiveEvents
{
    /// <summary>Keeps proxies from closing the connection, and ends it soon after the user has lost the right to it.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(20);

    public static IEndpointRouteBuilder MapLiveEvents(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/live/events", Listen)
            .WithMetadata(new InsideOrganizationAttribute())
            .RequireAuthorization(nameof(Role.Manager));
        return routes;
    }

    private static ServerSentEventsResult<string> Listen(
        HttpContext context,
        CurrentOrganization current,
        BoardNotifier board,
        IServiceScopeFactory scopes,
        TimeProvider clock,
        IHostApplicationLifetime life
    )
    {
        var listener = new Listener(
            current.Organization.Id,
            context.User.Id(),
            board,
            scopes,
            clock,
            life.ApplicationStopping
        );
        return TypedResults.ServerSentEvents(listener.EventsAsync(context.RequestAborted));
    }

    private sealed record Listener(
        Guid OrganizationId,
        Guid UserId,
        BoardNotifier News,
        IServiceScopeFactory Scopes,
        TimeProvider Clock,
        CancellationToken Stopping
    )
    {
        public async IAsyncEnumerable<SseItem<string>> EventsAsync(
            [EnumeratorCancellation] CancellationToken cancellationToken
        )
        {
            // Otherwise a stopping server would wait for its boards to be closed.
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Stopping);
            var events = Channel.CreateBounded<string>(
                new BoundedChannelOptions(2) { FullMode = BoundedChannelFullMode.DropWrite }
            );
            var sources = Task.WhenAll(RelayAsync(events.Writer, ending.Token), BeatAsync(events.Writer, ending.Token));
            try
            {
                yield return new SseItem<string>("", "hello");
                await foreach (var name in ReadQuietlyAsync(events.Reader, ending.Token))
                {
                    if (!await IsManagerAsync(ending.Token))
                    {
                        yield break;
                    }
                    yield return new SseItem<string>("", name);
                }
            }
            finally
            {
                await ending.CancelAsync();
                await sources.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        /// <summary>Every connection ends with a closed browser tab or a stopping server; that is not an error.</summary>
        private static async IAsyncEnumerable<string> ReadQuietlyAsync(
            ChannelReader<string> reader,
            [EnumeratorCancellation] CancellationToken cancellationToken
        )
        {
            while (true)
            {
                string name;
                try
                {
                    name = await reader.ReadAsync(cancellationToken);
                }
                catch (OperationCanceledException)
                {
                    yield break;
                }
                yield return name;
            }
        }

        private async Task RelayAsync(ChannelWriter<string> writer, CancellationToken cancellationToken)
        {
            await foreach (var isNew in News.ListenAsync(OrganizationId, cancellationToken))
            {
                if (isNew)
                {
                    writer.TryWrite("news");
                }
            }
        }

        private async Task BeatAsync(ChannelWriter<string> writer, CancellationToken cancellationToken)
        {
            using var timer = new PeriodicTimer(Heartbeat, Clock);
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                writer.TryWrite("alive");
            }
        }

        private async Task<bool> IsManagerAsync(CancellationToken cancellationToken)
        {
            await using var scope = Scopes.CreateAsyncScope();
            // Roles are stored by name, so they are compared here and not in the database.
            var role = await scope
                .ServiceProvider.GetRequiredService<FaceRekDb>()
                .MembershipsOf(UserId)
                .Where(membership => membership.OrganizationId == OrganizationId)
                .Select(membership => (Role?)membership.Role)
                .SingleOrDefaultAsync(cancellationToken);
            return role >= Role.Manager;
        }
    }
}
