import { testInDemo } from "../support/demo-world";
import { describeSteps } from "../support/step-table";

for (const signs of [false, true]) {
  describeSteps(testInDemo("current", { signs }), { profile: "current", signs, hasOperator: true });
}
