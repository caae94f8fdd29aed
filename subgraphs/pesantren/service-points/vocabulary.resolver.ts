import { Arg, Args, Ctx, Directive, Mutation, Query, Resolver } from "type-graphql";
import { Public } from "../../kit/access/access";
import { VocabularyKeepers } from "../access";
import { type Context } from "../../kit/context";
import { PageArguments, pageCost, type Connection } from "../../kit/graph/connection";
import { orRefused, type Refused } from "../../kit/refusal";
import {
  BankConnection,
  DefineBankInput,
  DefineBankResult,
  DefineServiceInput,
  DefineServiceResult,
  ServiceConnection,
  type Bank,
  type Service,
} from "./vocabulary";
import { listPage } from "./vocabulary.loader";
import { defineBank, defineService } from "./vocabulary.service";

/** The lists that provinces extend. */
@Resolver()
export class VocabularyResolver {
  @Directive(pageCost)
  @Public
  @Query(() => ServiceConnection, { description: "What service points may offer, by code." })
  services(@Args(() => PageArguments) page: PageArguments, @Ctx() context: Context): Promise<Connection<Service>> {
    return listPage(context, "service", page);
  }

  @Directive(pageCost)
  @Public
  @Query(() => BankConnection, { description: "Banks that service points may have as partners, by code." })
  banks(@Args(() => PageArguments) page: PageArguments, @Ctx() context: Context): Promise<Connection<Bank>> {
    return listPage(context, "bank", page);
  }

  @VocabularyKeepers
  @Mutation(() => DefineServiceResult, {
    description:
      "Adds a service to the list. The same definition again returns it. Refusals: `CODE_INVALID`, `TEXT_LENGTH`, `SERVICE_EXISTS` (the code is defined otherwise).",
  })
  defineService(
    @Arg("input", () => DefineServiceInput, { description: "The service." }) input: DefineServiceInput,
    @Ctx() context: Context,
  ): Promise<Service | Refused> {
    return orRefused(defineService(context, input));
  }

  @VocabularyKeepers
  @Mutation(() => DefineBankResult, {
    description:
      "Adds a bank to the list. The same definition again returns it. Refusals: `CODE_INVALID`, `TEXT_LENGTH`, `BANK_EXISTS` (the code is defined otherwise).",
  })
  defineBank(
    @Arg("input", () => DefineBankInput, { description: "The bank." }) input: DefineBankInput,
    @Ctx() context: Context,
  ): Promise<Bank | Refused> {
    return orRefused(defineBank(context, input));
  }
}
