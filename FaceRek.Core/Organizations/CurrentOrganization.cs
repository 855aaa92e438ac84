namespace FaceRek.Core.Organizations;

/// <summary>The one organization that this scope may read and write. Entered once, after the membership was checked; until then there are no rows at all.</summary>
public sealed class CurrentOrganization
{
    private Organization? organization;

    public Guid? Id => organization?.Id;

    /// <exception cref="InvalidOperationException">No organization was entered.</exception>
    public Organization Organization =>
        organization ?? throw new InvalidOperationException("This scope has entered no organization.");

    /// <summary>What the signed-in user is here; null where no user stands behind the scope (sign-up, recurring work, commands).</summary>
    public Role? Role { get; private set; }

    public bool MayActAs(Role role) => Role >= role;

    public void Enter(Organization entered, Role? role = null)
    {
        if (Id is not null && Id != entered.Id)
        {
            throw new InvalidOperationException(
                "A scope serves one organization: open another scope for another organization."
            );
        }
        organization = entered;
        Role = role;
    }
}
