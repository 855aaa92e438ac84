using System.Security.Cryptography;
using System.Text.Json;
using FaceRek.Core.ApiAccess;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Api.Pipeline;

/// <summary>
/// Stores the responses of writes with an idempotency key for a day. In separate scopes, so that a call's unfinished
/// changes are not saved by this.
/// </summary>
internal sealed class IdempotencyStore(
    IServiceScopeFactory scopes,
    IDataProtectionProvider protection,
    TimeProvider clock
)
{
    private readonly IDataProtector seal = protection.CreateProtector("FaceRek.AnswerBook.v1");

    /// <summary>The unique key decides who is first.</summary>
    public async Task<Beginning> BeginAsync(Entry entry, CancellationToken cancellationToken)
    {
        await using var scope = Enter(entry, out var db);
        var now = clock.GetUtcNow();
        var found = await RowOf(db, entry).SingleOrDefaultAsync(cancellationToken);
        if (found is not null && IsOver(found, now))
        {
            await RowOf(db, entry).Where(row => row.StartedAt == found.StartedAt).ExecuteDeleteAsync(cancellationToken);
            found = null;
        }
        if (found is null && await TryAddAsync(db, entry, now, cancellationToken))
        {
            return new Beginning.First();
        }
        found ??= await RowOf(db, entry).SingleOrDefaultAsync(cancellationToken);
        return found is null ? new Beginning.AtWork()
            : !CryptographicOperations.FixedTimeEquals(found.RequestHash, entry.RequestHash)
                ? new Beginning.OtherRequest()
            : found.Sealed is null ? new Beginning.AtWork()
            : new Beginning.Answered(StoredResponse.FromBytes(seal.Unprotect(found.Sealed)));
    }

    public async Task KeepAsync(Entry entry, StoredResponse answer, CancellationToken cancellationToken)
    {
        await using var scope = Enter(entry, out var db);
        var (status, bytes) = ((int?)answer.Status, seal.Protect(answer.ToBytes()));
        await RowOf(db, entry)
            .ExecuteUpdateAsync(
                row => row.SetProperty(a => a.Status, status).SetProperty(a => a.Sealed, bytes),
                cancellationToken
            );
    }

    public async Task ForgetAsync(Entry entry, CancellationToken cancellationToken)
    {
        await using var scope = Enter(entry, out var db);
        await RowOf(db, entry).Where(row => row.Status == null).ExecuteDeleteAsync(cancellationToken);
    }

    private static bool IsOver(IdempotentAnswer found, DateTimeOffset now) =>
        now - found.StartedAt >= IdempotentAnswer.Kept
        || (found.Status is null && now - found.StartedAt >= IdempotentAnswer.MaxWorkTime);

    private static async Task<bool> TryAddAsync(
        FaceRekDb db,
        Entry entry,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        db.IdempotentAnswers.Add(
            new IdempotentAnswer
            {
                OrganizationId = entry.Organization.Id,
                CallerId = entry.CallerId,
                Key = entry.Key,
                RequestHash = entry.RequestHash,
                StartedAt = now,
            }
        );
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation())
        {
            return false;
        }
    }

    private static IQueryable<IdempotentAnswer> RowOf(FaceRekDb db, Entry entry) =>
        db.IdempotentAnswers.Where(row => row.CallerId == entry.CallerId && row.Key == entry.Key);

    private AsyncServiceScope Enter(Entry entry, out FaceRekDb db)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganization>().Enter(entry.Organization);
        db = scope.ServiceProvider.GetRequiredService<FaceRekDb>();
        return scope;
    }

    /// <param name="RequestHash">As made by <see cref="Pipeline.RequestHash"/>.</param>
    public sealed record Entry(Organization Organization, Guid CallerId, string Key, byte[] RequestHash);

    public abstract record Beginning
    {
        private Beginning() { }

        /// <summary>The key is unused: continue, then keep or forget.</summary>
        public sealed record First : Beginning;

        public sealed record AtWork : Beginning;

        public sealed record OtherRequest : Beginning;

        public sealed record Answered(StoredResponse Answer) : Beginning;
    }
}

/// <summary>The parts of a response needed to repeat it.</summary>
internal sealed record StoredResponse(int Status, string? ContentType, string? Location, string? ETag, byte[] Body)
{
    public static StoredResponse Of(HttpResponse response, MemoryStream body) =>
        new(
            response.StatusCode,
            response.ContentType,
            response.Headers.Location,
            response.Headers.ETag,
            body.ToArray()
        );

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this);

    public static StoredResponse FromBytes(byte[] bytes) => JsonSerializer.Deserialize<StoredResponse>(bytes)!;

    public async Task WriteToAsync(HttpResponse response)
    {
        (response.StatusCode, response.ContentType) = (Status, ContentType);
        if (Location is not null)
        {
            response.Headers.Location = Location;
        }
        if (ETag is not null)
        {
            response.Headers.ETag = ETag;
        }
        if (Body.Length > 0)
        {
            await response.Body.WriteAsync(Body);
        }
    }
}
