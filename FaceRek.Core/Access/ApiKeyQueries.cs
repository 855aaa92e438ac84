namespace FaceRek.Core.Access;

public static class ApiKeyQueries
{
    public static IQueryable<ApiKey> InUse(this IQueryable<ApiKey> keys, DateTimeOffset now) =>
        keys.Where(key => key.RevokedAt == null && (key.ExpiresAt == null || key.ExpiresAt > now));
}
