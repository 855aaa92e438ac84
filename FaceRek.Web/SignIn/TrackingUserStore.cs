using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.SignIn;

/// <summary>
/// Identity reads users and their tokens to change them, and expects one instance of each in a context. The context
/// itself does not track what it reads, so this store asks for it.
/// </summary>
internal sealed class TrackingUserStore(FaceRekDb db, IdentityErrorDescriber describer)
    : UserOnlyStore<User, FaceRekDb, Guid>(db, describer)
{
    public override IQueryable<User> Users => Context.Users.AsTracking();

    public override Task<User?> FindByIdAsync(string userId, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfDisposed();
        return Users.SingleOrDefaultAsync(user => user.Id == ConvertIdFromString(userId), cancellationToken);
    }

    protected override Task<User?> FindUserAsync(Guid userId, CancellationToken cancellationToken) =>
        Users.SingleOrDefaultAsync(user => user.Id == userId, cancellationToken);

    protected override Task<IdentityUserToken<Guid>?> FindTokenAsync(
        User user,
        string loginProvider,
        string name,
        CancellationToken cancellationToken
    ) =>
        Context
            .UserTokens.AsTracking()
            .SingleOrDefaultAsync(
                token => token.UserId == user.Id && token.LoginProvider == loginProvider && token.Name == name,
                cancellationToken
            );
}
