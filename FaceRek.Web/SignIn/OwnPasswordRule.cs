using FaceRek.Core.Members;
using FaceRek.Core.Organizations;
using Microsoft.AspNetCore.Identity;

namespace FaceRek.Web.SignIn;

/// <summary>Applies <see cref="PasswordRule"/> wherever Identity sets a password; the code of the error is the fault.</summary>
internal sealed class OwnPasswordRule : IPasswordValidator<User>
{
    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password) =>
        Task.FromResult(
            PasswordRule.FaultOf(password ?? "", user.Name, user.Email, user.Email?.Split('@')[0])
                is PasswordFault fault
                ? IdentityResult.Failed(new IdentityError { Code = fault.ToString() })
                : IdentityResult.Success
        );
}
