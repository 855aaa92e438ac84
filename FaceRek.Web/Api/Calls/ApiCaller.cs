namespace FaceRek.Web.Api.Calls;

/// <summary>Who asks, in this request; entered once, together with their organization.</summary>
public sealed class ApiCaller
{
    private HashSet<string> scopes = [];

    /// <summary>The user, or the key, that answers for what is done.</summary>
    public Guid ActorId { get; private set; }

    /// <summary>What a challenge is bound to: the key, or the one sign-in of the user.</summary>
    public Guid SessionId { get; private set; }

    public bool IsKey => ActorId == SessionId;

    public IReadOnlySet<string> Scopes => scopes;

    public bool May(string scope) => scopes.Contains(scope);

    public void Enter(Guid actorId, Guid sessionId, IEnumerable<string> granted) => (ActorId, SessionId, scopes) = (actorId, sessionId, granted.ToHashSet(StringComparer.Ordinal));
}
