using FaceRek.Core.ApiAccess;
using FaceRek.Core.Organizations;

namespace FaceRek.Web.Api.Pipeline;

/// <summary>The caller of this request; entered once, together with their organization.</summary>
public sealed class ApiCaller
{
    private HashSet<string> scopes = [];

    /// <summary>The user or key responsible for the action.</summary>
    public Guid ActorId { get; private set; }

    /// <summary>What a challenge is bound to: the key, or the one sign-in of the user.</summary>
    public Guid SessionId { get; private set; }

    public bool IsKey => ActorId == SessionId;

    /// <summary>For the audit log: the user, or the key by its name.</summary>
    public Actor Actor { get; private set; } = new(null);

    public IReadOnlySet<string> Scopes => scopes;

    public bool May(string scope) => scopes.Contains(scope);

    public void EnterUser(Guid userId, Guid signInId, IEnumerable<string> granted) =>
        Enter(userId, signInId, new Actor(userId), granted);

    public void EnterKey(ApiKey key, IEnumerable<string> granted) =>
        Enter(
            key.Id,
            key.Id,
            new Actor(null, key.Name.Length > AuditEntry.MaxByLength ? key.Name[..AuditEntry.MaxByLength] : key.Name),
            granted
        );

    private void Enter(Guid actorId, Guid sessionId, Actor actor, IEnumerable<string> granted) =>
        (ActorId, SessionId, Actor, scopes) = (actorId, sessionId, actor, granted.ToHashSet(StringComparer.Ordinal));
}
